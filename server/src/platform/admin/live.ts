import type { Logger } from '../log.ts';

/** What is kept current while somebody listens. */
export interface Live<State> {
  /**
   * Hands over how things stand at once, and again whenever that has changed.
   *
   * @returns what ends the listening.
   */
  listen(hear: (state: State) => void): () => void;
}

/** How it is kept current. */
export interface LiveOptions<State> {
  readonly log: Logger;
  /** Whether nothing has changed; unless told, whether it is the same value. */
  isSame?(one: State, other: State): boolean;
  /**
   * Says at which moments it may have changed, by calling `wake`; it is read again before long. Unless told, it is read every
   * two seconds alone, as it is in any case.
   *
   * @returns what ends that.
   */
  heed?(wake: () => void): () => void;
}

/** Without a word that it has changed, it is read this often. */
const everyMs = 2000;
/** And with one, no more often than this. */
const soonMs = 200;
/** So many times as long as a reading took nothing is read: a large database is not kept busy by it. */
const restFactor = 10;

/**
 * Keeps something current by reading it again and again: once for all listeners, and not at all without any.
 *
 * @param read reads how things stand.
 */
export function keepLive<State>(read: () => Promise<State>, options: LiveOptions<State>): Live<State> {
  const listeners = new Set<(state: State) => void>();
  let reading: Reading<State> | null = null;
  const tell = (state: State) => {
    for (const hear of listeners) hear(state);
  };
  return {
    listen(hear) {
      listeners.add(hear);
      if (reading === null) reading = new Reading(read, options, tell);
      else if (reading.latest) hear(reading.latest.state);
      return () => {
        listeners.delete(hear);
        if (listeners.size > 0) return;
        reading?.end();
        reading = null;
      };
    },
  };
}

/** Has those who ask for the same listen to one reading, for as long as anybody does. */
export function shareLive<State>(): (key: string, make: () => Live<State>) => Live<State> {
  const kept = new Map<string, { readonly live: Live<State>; listeners: number }>();
  return (key, make) => ({
    listen(hear) {
      const entry = kept.get(key) ?? { live: make(), listeners: 0 };
      kept.set(key, entry);
      entry.listeners += 1;
      const leave = entry.live.listen(hear);
      return () => {
        leave();
        entry.listeners -= 1;
        if (entry.listeners === 0) kept.delete(key);
      };
    },
  });
}

/** What goes on while somebody listens. */
class Reading<State> {
  latest: { readonly state: State } | null = null;
  readonly #read: () => Promise<State>;
  readonly #options: LiveOptions<State>;
  readonly #tell: (state: State) => void;
  readonly #leave: () => void;
  /** Of the next round; undefined while one is under way. */
  #timer: NodeJS.Timeout | undefined;
  /** A word came during the round that is under way. */
  #isWoken = false;
  /** No round begins before. */
  #notBefore = 0;
  #isEnded = false;

  constructor(read: () => Promise<State>, options: LiveOptions<State>, tell: (state: State) => void) {
    this.#read = read;
    this.#options = options;
    this.#tell = tell;
    this.#leave = options.heed?.(() => this.#wake()) ?? (() => {});
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
    const found = await this.#readOnce();
    if (this.#isEnded) return;
    if (found && !this.#isLatest(found.state)) {
      this.latest = found;
      this.#tell(found.state);
    }
    const rest = restFactor * (performance.now() - begun);
    this.#notBefore = performance.now() + Math.max(soonMs, rest);
    this.#goRoundIn(Math.max(this.#isWoken ? soonMs : everyMs, rest));
  }

  async #readOnce(): Promise<{ readonly state: State } | null> {
    try {
      return { state: await this.#read() };
    } catch (error) {
      this.#options.log.warn({ reason: String(error) }, 'The live figures of the admin could not be read.');
      return null;
    }
  }

  #isLatest(state: State): boolean {
    const { isSame = Object.is } = this.#options;
    return this.latest !== null && isSame(this.latest.state, state);
  }

  #goRoundIn(ms: number): void {
    // Whoever was told may have been the last to listen.
    if (this.#isEnded) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#goRound(), Math.max(0, ms));
  }
}
