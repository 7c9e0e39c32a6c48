import type { Tx } from '@hybrid/prisma';
import type { Context } from '../../platform/context.ts';
import { announceFavorites } from './announce-reading.ts';
import { articleBySlug, findArticle, whileItLasts } from './find-article.ts';

/** Marks an article as a favorite of the caller's; twice changes nothing. */
export async function favoriteArticle(ctx: Context, { slug }: { slug: string }) {
  const { id: articleId } = await findArticle(ctx.db, slug, ctx.user);
  await whileItLasts(slug, () =>
    ctx.db.$transaction(async (tx) => {
      const favorite = { userId: ctx.user.id, articleId };
      const { count } = await tx.favorite.createMany({ data: [favorite], skipDuplicates: true });
      if (count === 1) await announceFavorites(tx, articleId);
    }),
  );
  return articleBySlug(ctx, { slug });
}

/** Takes an article out of the caller's favorites; nothing happens where it is none. */
export async function unfavoriteArticle(ctx: Context, { slug }: { slug: string }) {
  const { id: articleId } = await findArticle(ctx.db, slug, ctx.user);
  await ctx.db.$transaction(async (tx) => {
    const count = await removeFavorite(tx, { userId: ctx.user.id, articleId });
    if (count === 1) await announceFavorites(tx, articleId);
  });
  return articleBySlug(ctx, { slug });
}

function removeFavorite(tx: Tx, { userId, articleId }: { userId: string; articleId: string }): Promise<number> {
  // The article first, as everybody who changes both locks them: the other way round, a favorite that goes and an article
  // that is unpublished in the same moment would wait for each other.
  return tx.$executeRaw`
    WITH held AS MATERIALIZED (SELECT id FROM article WHERE id = ${articleId}::uuid FOR NO KEY UPDATE)
    DELETE FROM favorite USING held WHERE user_id = ${userId} AND article_id = held.id`;
}
