import type { Tx } from '@hybrid/prisma';
import type { Context } from '../../platform/context.ts';
import { platformFailure } from '../../platform/failure.ts';
import { announceVisibility } from './announce-reading.ts';
import { articleById } from './article-of.ts';
import { findOwn } from './edit-article.ts';
import { whileItLasts } from './find-article.ts';

/** Takes an article of the caller's back; a second time changes nothing. */
export async function unpublishArticle(ctx: Context, { slug }: { slug: string }) {
  return setUnpublished(ctx, slug, ctx.now());
}

/**
 * Publishes an article that was taken back, as it was.
 *
 * @throws FORBIDDEN while moderators hide it.
 */
export async function republishArticle(ctx: Context, { slug }: { slug: string }) {
  return setUnpublished(ctx, slug, null);
}

/**
 * Publishes an article again, where its author took it back; whoever changes it in this transaction is alone in doing so. What
 * moderators hide stays hidden.
 */
export async function restoreArticle(tx: Tx, id: string): Promise<void> {
  const { count } = await tx.article.updateMany({
    where: { id, unpublishedAt: { not: null }, hiddenAt: null },
    data: { unpublishedAt: null },
  });
  if (count === 1) await announceVisibility(tx, id);
}

async function setUnpublished({ db, user }: Context, slug: string, unpublishedAt: Date | null) {
  const { id } = await findOwn(db, user, slug);
  return whileItLasts(slug, () =>
    db.$transaction(async (tx) => {
      // What is in that state already keeps its moment; nobody is told of it again.
      const isOut = { unpublishedAt: unpublishedAt === null ? { not: null } : null, hiddenAt: null };
      const { updatedAt } = await tx.article.findUniqueOrThrow({ where: { id }, select: { updatedAt: true } });
      // Its text did not change: the page should not say that it did.
      const { count } = await tx.article.updateMany({ where: { id, ...isOut }, data: { unpublishedAt, updatedAt } });
      if (count === 1) await announceVisibility(tx, id);
      const article = await articleById(tx, user, id);
      if (article.hidden && unpublishedAt === null) throw platformFailure('FORBIDDEN');
      return article;
    }),
  );
}
