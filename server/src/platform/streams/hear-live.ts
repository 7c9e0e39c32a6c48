import { type Attachment, type Listener } from '../events/attachment.ts';
import { type Entry, rankOf } from '../events/entry.ts';
import { parseCursor, topicHash } from '@hybrid/contracts/kernel';
import type { LiveMessage } from '@hybrid/contracts';
import { type TrackedEnvelope, tracked } from '@trpc/server';
import type { PublicContext } from '../context.ts';
import { cursorOf } from './frames.ts';
import type { LiveInput } from './live-connection.ts';

type Told = readonly [id: string, message: LiveMessage];

const capacity = 256;

/**
 * Hears topics for whoever takes what comes one by one: every door but that of server-sent events, which writes it straight onto the
 * connection.
 */
export async function* hearLive(
  ctx: Pick<PublicContext, 'hub' | 'mayHear' | 'user' | 'signal'>,
  { topics, lastEventId }: LiveInput,
): AsyncGenerator<TrackedEnvelope<LiveMessage>, void> {
  const { hub, signal } = ctx;
  if (signal.aborted) return;
  const listener = new LiveListener(ctx);
  const wake = () => listener.wake();
  signal.addEventListener('abort', wake, { once: true });
  const cursor = parseCursor(lastEventId);
  const wanted = [...new Set(topics)].map((topic) => ({ topic, position: cursor.get(topicHash(topic)) ?? null }));
  hub.attach(listener, wanted);
  try {
    while (!signal.aborted) {
      const told = await listener.next();
      if (told && !signal.aborted) yield tracked(...told);
      if (listener.isEmpty) hub.resume(listener);
    }
  } finally {
    signal.removeEventListener('abort', wake);
    hub.detach(listener);
  }
}

class LiveListener implements Listener {
  attachments: readonly Attachment[] = [];
  readonly rank: number;
  readonly #ctx: Pick<PublicContext, 'mayHear' | 'user'>;
  readonly #waiting: Told[] = [];
  #wake: (() => void) | undefined;

  constructor(ctx: Pick<PublicContext, 'mayHear' | 'user'>) {
    this.#ctx = ctx;
    this.rank = rankOf(ctx.user?.role ?? null);
  }

  mayHear(topic: string): boolean | Promise<boolean> {
    return this.#ctx.mayHear(topic, this.#ctx.user);
  }

  hear({ topic: { name: topic } }: Attachment, { event }: Entry): boolean {
    return !event || this.#put({ type: 'event', topic, name: event.name, payload: event.payload });
  }

  reset({ topic: { name: topic } }: Attachment): boolean {
    return this.#put({ type: 'reset', topic });
  }

  deny({ topic: { name: topic } }: Attachment): void {
    this.#put({ type: 'denied', topic });
  }

  wake(): void {
    this.#wake?.();
  }

  async next(): Promise<Told | undefined> {
    if (this.isEmpty) await new Promise<void>((resolve) => (this.#wake = resolve));
    return this.#waiting.shift();
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  #put(message: LiveMessage): boolean {
    const isRoomLeft = this.#waiting.push([cursorOf(this.attachments), message]) < capacity;
    this.#wake?.();
    return isRoomLeft;
  }
}
