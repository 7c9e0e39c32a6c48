import type { Attachment, Listener } from './attachment.ts';
import type { Hub } from './hub.ts';

/** Somebody in this process who wants to know that something is said, and not what. */
class Heeding implements Listener {
  attachments: readonly Attachment[] = [];
  readonly rank = Number.POSITIVE_INFINITY;
  readonly #onWord: () => void;

  constructor(onWord: () => void) {
    this.#onWord = onWord;
  }

  mayHear(): boolean {
    return true;
  }

  hear(): boolean {
    this.#onWord();
    return true;
  }

  reset(): boolean {
    this.#onWord();
    return true;
  }

  deny(): void {}
}

/**
 * Calls back at each word on a topic, and where some may have been missed.
 *
 * @remarks
 * It asks nobody whether it may: the page has done so that heeds the topic.
 *
 * @returns what ends it.
 */
export function heed(hub: Hub, topic: string, onWord: () => void): () => void {
  const heeding = new Heeding(onWord);
  hub.attach(heeding, [{ topic, position: null }]);
  return () => hub.detach(heeding);
}
