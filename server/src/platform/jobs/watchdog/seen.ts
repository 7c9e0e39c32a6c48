/** What the watchdog saw of code that blocked the event loop. */
export interface Seen {
  readonly job: { readonly id: string; readonly name: string } | null;
  readonly stack: string;
}

/** What it says once the loop goes on. */
export interface Blocked extends Seen {
  readonly ms: number;
}

/** What the watchdog's thread is given. */
export interface WatchedProcess {
  /** Counts up as long as the event loop goes on. */
  readonly beats: Int32Array;
  readonly warnMs: number;
  readonly endMs: number;
  readonly databaseUrl: string;
}

/** By this name the code that was halted is asked which job it belongs to. */
export const askName = 'hybrid.currentJob';
