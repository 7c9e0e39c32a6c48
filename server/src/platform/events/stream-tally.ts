import { addLatency, type Latency } from '../figures/latency.ts';

/** What a process did for its streams since that was asked last. */
export interface StreamTallied {
  /** Events handed to listeners. */
  readonly deliveries: number;
  /** Listeners told that they may have missed some. */
  readonly resets: number;
  /** Events published by this process. */
  readonly published: number;
  /** How long after they were announced. */
  readonly lag: Latency;
}

/** Counts what a process does for its streams. */
export class StreamTally {
  deliveries = 0;
  resets = 0;
  #published = 0;
  #lag: Latency = {};

  /** An event was published, so many milliseconds after it was announced; null where nobody said when. */
  published(lagMs: number | null): void {
    this.#published += 1;
    if (lagMs !== null) addLatency(this.#lag, Math.max(0, lagMs));
  }

  /** Hands over what was counted since the last time. */
  take(): StreamTallied {
    const taken = { deliveries: this.deliveries, resets: this.resets, published: this.#published, lag: this.#lag };
    this.deliveries = 0;
    this.resets = 0;
    this.#published = 0;
    this.#lag = {};
    return taken;
  }
}
