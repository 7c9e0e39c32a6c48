/** One variable of the configuration, as staff see it. */
export interface Setting {
  readonly name: string;
  /** What it must be. */
  readonly expected: string;
  readonly source: 'default' | 'environment';
  /** Its value is shown to nobody. */
  readonly isSecret: boolean;
  /** Null where it has none, or is a secret. */
  readonly value: string | null;
}
