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

/** Changes are told at most this often. */
const everyMs = 2000;
/** However long it takes to read the text, that much longer nothing is read: a large database is not kept busy by it. */
const restFactor = 10;

/**
 * Keeps a text current by reading it again and again: once for all listeners, and not at all without any.
 *
 * @param read reads the text; two equal texts are one state.
 */
export function keepLive(read: () => Promise<string>, log: Logger): LiveText {
  const listeners = new Set<(text: string) => void>();
  let latest: string | null = null;
  /** The round that is going on; a round that finds another in its place ends. */
  let round: symbol | null = null;
  let timer: NodeJS.Timeout | undefined;

  const goRound = async (self: symbol): Promise<void> => {
    const begun = performance.now();
    const text = await read().catch((error: unknown) => {
      log.warn({ reason: String(error) }, 'The live figures of the admin could not be read.');
      return latest;
    });
    if (round !== self) return;
    if (text !== null && text !== latest) {
      latest = text;
      for (const hear of listeners) hear(text);
    }
    timer = setTimeout(() => void goRound(self), Math.max(everyMs, restFactor * (performance.now() - begun)));
  };

  return {
    listen(hear) {
      listeners.add(hear);
      if (latest !== null) hear(latest);
      if (round === null) {
        round = Symbol('round');
        void goRound(round);
      }
      return () => {
        listeners.delete(hear);
        if (listeners.size > 0) return;
        clearTimeout(timer);
        round = null;
        latest = null;
      };
    },
  };
}
