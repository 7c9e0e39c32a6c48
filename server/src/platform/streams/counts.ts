import { platformFailure } from '../failure.ts';
import type { Holder } from './event-stream.ts';

/** How many streams one holder may have open in a process. */
export interface StreamCaps {
  readonly perUser: number;
  /** Of a network, for those who are not signed in: a household, or an office behind one address. */
  readonly perNetwork: number;
}

/** What holds unless told. */
export const streamCaps: StreamCaps = { perUser: 10, perNetwork: 100 };

/** How soon whoever has too many may come back: one of theirs may have ended. */
const retryAfterSeconds = 30;

/** Counts the open streams of each holder. */
export class Counts {
  readonly #caps: StreamCaps | null;
  // One map for both: no id of a person holds a dot or a colon, as every network does.
  readonly #counts = new Map<string, number>();

  constructor(caps: StreamCaps | null) {
    this.#caps = caps;
  }

  /** Counts one more; throws TOO_MANY_REQUESTS. */
  add({ user, countedAs }: Pick<Holder, 'user' | 'countedAs'>): void {
    const count = this.#counts.get(countedAs) ?? 0;
    const most = (user ? this.#caps?.perUser : this.#caps?.perNetwork) ?? Number.POSITIVE_INFINITY;
    if (count >= most) throw platformFailure('TOO_MANY_REQUESTS', { retryAfterSeconds });
    this.#counts.set(countedAs, count + 1);
  }

  remove({ countedAs }: Pick<Holder, 'countedAs'>): void {
    const count = (this.#counts.get(countedAs) ?? 1) - 1;
    if (count > 0) this.#counts.set(countedAs, count);
    else this.#counts.delete(countedAs);
  }
}
