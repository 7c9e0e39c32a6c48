import type { AnyProcedure } from '@hybrid/contracts/kernel';

/** A call as it is remembered. */
export interface RequestNote {
  readonly requestId: string;
  readonly at: Date;
  readonly procedure: string;
  readonly kind: AnyProcedure['kind'];
  readonly userId: string | null;
  /** Who acted as them, where somebody did. */
  readonly actorId: string | null;
  readonly client: string;
  readonly version: string;
  readonly status: number;
  readonly error: string | null;
  readonly tookMs: number;
}

/** A call that took so long is remembered whatever it was. */
export const slowMs = 1000;
/** Of queries that went well one in so many is remembered, the first among them. */
export const sampleEvery = 100;
/** A process remembers no more in the ten seconds between two writings: a flood of refusals must not fill the database. */
export const notesMax = 2000;

/** What a process remembers of calls until it is written down. */
export class RequestNotes {
  #notes: RequestNote[] = [];
  #queries = 0;

  /** Whether a call that was answered is remembered. Asked of each one, and so no more than a comparison or two. */
  isWanted(kind: AnyProcedure['kind'], tookMs: number): boolean {
    return kind === 'mutation' || tookMs >= slowMs || this.#queries++ % sampleEvery === 0;
  }

  add(note: RequestNote): void {
    if (this.#notes.length < notesMax) this.#notes.push(note);
  }

  /** Hands over what was remembered since the last time. */
  take(): RequestNote[] {
    const taken = this.#notes;
    this.#notes = [];
    return taken;
  }
}
