import { type contract, events } from '@hybrid/contracts';
import { type TrackedEnvelope, tracked } from '@trpc/server';
import type { PublicContext } from '../../platform/context.ts';
import { EventMessage } from '../../platform/events/announce.ts';
import type { Handler } from '../../platform/rpc/implement.ts';
import { findArticle } from '../articles/index.ts';

type Told =
  ReturnType<Handler<typeof contract.activity.ofArticle>> extends AsyncIterable<TrackedEnvelope<infer T>> ? T : never;

/** Tells a reader what happens to an article, resuming after the last thing they heard. */
export async function* streamArticle(
  { db, hub, signal, user }: PublicContext,
  { slug, lastEventId }: { slug: string; lastEventId?: string | null | undefined },
): AsyncGenerator<TrackedEnvelope<Told>, void> {
  const { id } = await findArticle(db, slug, user);
  for await (const delivery of hub.listen(`article:${id}`, lastEventId ?? null, signal)) {
    const told = delivery.type === 'reset' ? ({ type: 'reset' } as const) : toldOf(delivery.message);
    if (told) yield tracked(delivery.id, told);
  }
}

/** What each event becomes for a reader; one of a later release that this one does not know is passed over. */
const readers: Record<string, (payload: unknown) => Told> = {
  [events.articleEdited.name]: () => ({ type: 'edited' }),
  [events.favoritesChanged.name]: (payload) => ({
    type: 'favorites',
    favoritesCount: events.favoritesChanged.payload.parse(payload).favoritesCount,
  }),
  [events.commentWritten.name]: (payload) => ({
    type: 'comment',
    comment: events.commentWritten.payload.parse(payload).comment,
  }),
  [events.commentDeleted.name]: (payload) => ({
    type: 'commentDeleted',
    id: events.commentDeleted.payload.parse(payload).id,
  }),
};

function toldOf(message: string): Told | undefined {
  const { name, payload } = EventMessage.parse(JSON.parse(message));
  return readers[name]?.(payload);
}
