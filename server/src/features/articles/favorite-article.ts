import type { Tx } from '@hybrid/prisma';
import type { Context } from '../../platform/context.ts';
import { articleBySlug, findArticle, whileItLasts } from './find-article.ts';

/** Marks an article as a favorite of the caller's; twice changes nothing. */
export async function favoriteArticle(ctx: Context, { slug }: { slug: string }) {
  const { id } = await findArticle(ctx.db, slug);
  await whileItLasts(slug, () => ctx.db.$transaction((tx) => addFavorite(tx, { userId: ctx.user.id, articleId: id })));
  return articleBySlug(ctx, { slug });
}

async function addFavorite(tx: Tx, favorite: { userId: string; articleId: string }): Promise<void> {
  const { count } = await tx.favorite.createMany({ data: [favorite], skipDuplicates: true });
  if (count === 0) return;
  // By statement, since Prisma's `update` would also set updatedAt: a favorite is no edit.
  await tx.$executeRaw`UPDATE article SET favorites_count = favorites_count + 1 WHERE id = ${favorite.articleId}::uuid`;
}

/** Takes an article out of the caller's favorites; nothing happens where it is none. */
export async function unfavoriteArticle(ctx: Context, { slug }: { slug: string }) {
  const { id } = await findArticle(ctx.db, slug);
  await ctx.db.$transaction(async (tx) => {
    const { count } = await tx.favorite.deleteMany({ where: { userId: ctx.user.id, articleId: id } });
    if (count === 1)
      await tx.$executeRaw`UPDATE article SET favorites_count = favorites_count - 1 WHERE id = ${id}::uuid`;
  });
  return articleBySlug(ctx, { slug });
}
