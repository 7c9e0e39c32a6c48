import type { Attachment, Listener } from './attachment.ts';
import type { Entry } from './entry.ts';

/** What a listener is told: a message, or that some may have been missed. `id` is where to resume. */
export type Delivery =
  | { readonly type: 'message'; readonly id: string; readonly message: string }
  | { readonly type: 'reset'; readonly id: string };

const capacity = 256;

/** What somebody was told who takes it one by one, and has not taken yet. */
export class Untaken<T> {
  readonly #waiting: T[] = [];
  #wake: (() => void) | undefined;

  /** Returns whether there is room for more. */
  put(told: T): boolean {
    const isRoomLeft = this.#waiting.push(told) < capacity;
    this.wake();
    return isRoomLeft;
  }

  wake(): void {
    this.#wake?.();
  }

  /** What comes next; undefined where it was woken and there is nothing. */
  async next(): Promise<T | undefined> {
    if (this.isEmpty) await new Promise<void>((resolve) => (this.#wake = resolve));
    return this.#waiting.shift();
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }
}

/** A listener whose words are taken one by one: see `Hub.follow`. */
export interface FollowingListener<T> extends Listener {
  readonly untaken: Untaken<T>;
}

/**
 * Follows one topic.
 *
 * @remarks
 * It asks nobody whether it may: the use case has done so that follows the topic.
 */
export class Follower implements FollowingListener<Delivery> {
  attachments: readonly Attachment[] = [];
  readonly rank = Number.POSITIVE_INFINITY;
  readonly untaken = new Untaken<Delivery>();

  mayHear(): boolean {
    return true;
  }

  hear(attachment: Attachment, { message }: Entry): boolean {
    return this.untaken.put({ type: 'message', id: idOf(attachment), message });
  }

  reset(attachment: Attachment): boolean {
    return this.untaken.put({ type: 'reset', id: idOf(attachment) });
  }

  deny(): void {}
}

function idOf({ place }: Attachment): string {
  return place ? `${place.epoch}:${place.seq}` : '';
}
