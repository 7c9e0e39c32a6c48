import type { Attachment, Listener } from './attachment.ts';
import type { Entry } from './entry.ts';

/** What a listener is told: a message, or that some may have been missed. `id` is where to resume. */
export type Delivery =
  | { readonly type: 'message'; readonly id: string; readonly message: string }
  | { readonly type: 'reset'; readonly id: string };

const capacity = 256;

/**
 * Follows one topic for whoever takes what comes one by one.
 *
 * @remarks
 * It asks nobody whether it may: the use case has done so that follows the topic.
 */
export class Follower implements Listener {
  attachments: readonly Attachment[] = [];
  readonly rank = Number.POSITIVE_INFINITY;
  readonly #waiting: Delivery[] = [];
  #wake: (() => void) | undefined;

  mayHear(): boolean {
    return true;
  }

  hear(attachment: Attachment, { message }: Entry): boolean {
    return this.#put({ type: 'message', id: idOf(attachment), message });
  }

  reset(attachment: Attachment): boolean {
    return this.#put({ type: 'reset', id: idOf(attachment) });
  }

  deny(): void {}

  wake(): void {
    this.#wake?.();
  }

  /** What comes next; undefined where it was woken and there is nothing. */
  async next(): Promise<Delivery | undefined> {
    if (this.#waiting.length === 0) await new Promise<void>((resolve) => (this.#wake = resolve));
    return this.#waiting.shift();
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  #put(delivery: Delivery): boolean {
    const isRoomLeft = this.#waiting.push(delivery) < capacity;
    this.#wake?.();
    return isRoomLeft;
  }
}

function idOf({ place }: Attachment): string {
  return place ? `${place.epoch}:${place.seq}` : '';
}
