import { type contract, events } from '@hybrid/contracts';
import { type TrackedEnvelope, tracked } from '@trpc/server';
import type { PublicContext } from '../../platform/context.ts';
import { hearTopic } from '../../platform/events/hear-topic.ts';
import type { Handler } from '../../platform/rpc/implement.ts';
import { Failure } from '../../platform/failure.ts';
import { findArticle } from '../articles/index.ts';

type Told =
  ReturnType<Handler<typeof contract.activity.ofArticle>> extends AsyncIterable<TrackedEnvelope<infer T>> ? T : never;

/**
 * Tells a reader what happens to an article, resuming after the last thing they heard.
 *
 * @remarks
 * What is said about an article that was taken back is for its author alone: everybody else hears that it changed, and then
 * nothing before it is out again.
 */
export async function* streamArticle(
  ctx: PublicContext,
  { slug, lastEventId }: { slug: string; lastEventId?: string | null | undefined },
): AsyncGenerator<TrackedEnvelope<Told>, void> {
  const article = await findArticle(ctx.db, slug, ctx.user);
  const hearing = { topic: `article:${article.id}`, lastEventId };
  let isShown = true;
  for await (const [id, told] of hearTopic(ctx, hearing, ({ name, payload }) => readers[name]?.(payload))) {
    const wasShown = isShown;
    if (told.type === 'edited') isShown = await isVisible(ctx, slug);
    const heard = heardOf(told, { wasShown, isShown });
    if (heard) yield tracked(id, heard);
  }
}

/** What a reader hears of something that was told: of what they may not see nothing, but that it came to that. */
function heardOf(told: Told, { wasShown, isShown }: { wasShown: boolean; isShown: boolean }): Told | null {
  // Out again: what was said meanwhile was missed.
  if (isShown && !wasShown) return { type: 'reset' };
  return isShown || wasShown ? told : null;
}

async function isVisible({ db, user }: PublicContext, slug: string): Promise<boolean> {
  return findArticle(db, slug, user).then(
    () => true,
    (error: unknown) => {
      if (error instanceof Failure) return false;
      throw error;
    },
  );
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
