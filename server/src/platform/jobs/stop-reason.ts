/** Why an attempt was ended from outside. */
export type StopCause = 'timeout' | 'cancelled' | 'interrupted' | 'lost';

/** What a job's signal is aborted with. */
export class StopReason extends Error {
  override readonly name = 'StopReason';
  readonly stopCause: StopCause;

  constructor(stopCause: StopCause, message: string) {
    super(message);
    this.stopCause = stopCause;
  }
}

/** Thrown to the queue for a job that was given back to it already: it has nothing left to record. */
export class GivenBack extends Error {
  override readonly name = 'GivenBack';
}
