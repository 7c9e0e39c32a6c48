/** A part of the product that can be turned on for everybody, for nobody, or for some, while it runs. */
export interface Flag {
  /** What is there while it is on, in a sentence that staff read. */
  readonly summary: string;
  /** Whether it is on as long as nobody has said otherwise. */
  readonly isOnByDefault: boolean;
}
