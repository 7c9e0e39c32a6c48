import type { Attachment } from '../events/attachment.ts';
import { type Entry, rankOf } from '../events/entry.ts';
import { type FollowingListener, Untaken } from '../events/follower.ts';
import type { LiveMessage } from '@hybrid/contracts';
import { type TrackedEnvelope, tracked } from '@trpc/server';
import type { PublicContext } from '../context.ts';
import { cursorOf } from './frames.ts';
import { type LiveInput, wantedOf } from './live-connection.ts';

type Told = readonly [id: string, message: LiveMessage];

/**
 * Hears topics for whoever takes what comes one by one: every door but that of server-sent events, which writes it straight onto the
 * connection.
 */
export async function* hearLive(
  ctx: Pick<PublicContext, 'hub' | 'mayHear' | 'user' | 'signal'>,
  input: LiveInput,
): AsyncGenerator<TrackedEnvelope<LiveMessage>, void> {
  for await (const told of ctx.hub.follow(new LiveListener(ctx), wantedOf(input), ctx.signal)) yield tracked(...told);
}

class LiveListener implements FollowingListener<Told> {
  attachments: readonly Attachment[] = [];
  readonly rank: number;
  readonly untaken = new Untaken<Told>();
  readonly #ctx: Pick<PublicContext, 'mayHear' | 'user'>;

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

  #put(message: LiveMessage): boolean {
    return this.untaken.put([cursorOf(this.attachments), message]);
  }
}
