import type { Logger } from '../log.ts';

/** Text that is kept current while somebody listens. */
export interface LiveText {
  /**
   * Hands over the text at once, and again whenever it has changed.
   *
   * @returns what ends the listening.
   */
  listen(hear: (text: string) => void): () => void;
}

/** How a text is kept current. */
export interface LiveOptions {
  readonly log: Logger;
  /**
   * Says at which moments the text may have changed, by calling `wake`; it is read again before long. Unless told, it is read every
   * two seconds alone, as it is in any case.
   *
   * @returns what ends that.
   */
  heed?(wake: () => void): () => void;
}

/** Without a word that it has changed, the text is read this often. */
const everyMs = 2000;
/** And with one, no more often than this. */
const soonMs = 200;
/** However long it takes to read the text, that much longer nothing is read: a large database is not kept busy by it. */
const restFactor = 10;

/**
 * Keeps a text current by reading it again and again: once for all listeners, and not at all without any.
 *
 * @param read reads the text; two equal texts are one state.
 */
export function keepLive(read: () => Promise<string>, options: LiveOptions): LiveText {
  const listeners = new Set<(text: string) => void>();
  let reading: Reading | null = null;
  const tell = (text: string) => {
    for (const hear of listeners) hear(text);
  };
  return {
    listen(hear) {
      listeners.add(hear);
      if (reading === null) reading = new Reading(read, options, tell);
      else if (reading.latest !== null) hear(reading.latest);
      return () => {
        listeners.delete(hear);
        if (listeners.size > 0) return;
        reading?.end();
        reading = null;
      };
    },
  };
}

/** What goes on while somebody listens. */
class Reading {
  latest: string | null = null;
  readonly #read: () => Promise<string>;
  readonly #log: Logger;
  readonly #tell: (text: string) => void;
  readonly #leave: () => void;
  /** Of the next round; undefined while one is under way. */
  #timer: NodeJS.Timeout | undefined;
  /** A word came during the round that is under way. */
  #isWoken = false;
  /** No round begins before. */
  #notBefore = 0;
  #isEnded = false;

  constructor(read: () => Promise<string>, { log, heed = () => () => {} }: LiveOptions, tell: (text: string) => void) {
    this.#read = read;
    this.#log = log;
    this.#tell = tell;
    this.#leave = heed(() => this.#wake());
    void this.#goRound();
  }

  end(): void {
    this.#isEnded = true;
    clearTimeout(this.#timer);
    this.#leave();
  }

  #wake(): void {
    if (this.#timer === undefined) this.#isWoken = true;
    else this.#goRoundIn(this.#notBefore - performance.now());
  }

  async #goRound(): Promise<void> {
    this.#timer = undefined;
    this.#isWoken = false;
    const begun = performance.now();
    const text = await this.#read().catch((error: unknown) => {
      this.#log.warn({ reason: String(error) }, 'The live figures of the admin could not be read.');
      return this.latest;
    });
    if (this.#isEnded) return;
    if (text !== null && text !== this.latest) {
      this.latest = text;
      this.#tell(text);
    }
    const rest = restFactor * (performance.now() - begun);
    this.#notBefore = performance.now() + Math.max(soonMs, rest);
    this.#goRoundIn(Math.max(this.#isWoken ? soonMs : everyMs, rest));
  }

  #goRoundIn(ms: number): void {
    // Whoever was told may have been the last to listen.
    if (this.#isEnded) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#goRound(), Math.max(0, ms));
  }
}
