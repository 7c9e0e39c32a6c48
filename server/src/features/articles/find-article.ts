import { contract } from '@hybrid/contracts';
import { type Db, isGone, type Tx } from '@hybrid/prisma';
import type { PublicContext } from '../../platform/context.ts';
import { failure } from '../../platform/failure.ts';
import { articleOf, articleSelect } from './article-of.ts';

/** Shows one article, by its slug or one it had before its title changed. */
export async function articleBySlug({ db, user }: Pick<PublicContext, 'db' | 'user'>, { slug }: { slug: string }) {
  const { id } = await findArticle(db, slug);
  const found = await db.article.findUnique({ where: { id }, select: articleSelect(user) });
  if (!found) throw articleNotFound(slug);
  return articleOf(found);
}

/** Finds an article by its slug or a former one; throws ARTICLE_NOT_FOUND. */
export async function findArticle(db: Db | Tx, slug: string): Promise<{ id: string; authorId: string; title: string }> {
  const select = { id: true, authorId: true, title: true } as const;
  // Two questions rather than one with OR, which no index answers; a slug in use wins over a former one by their order.
  const current = await db.article.findUnique({ where: { slug }, select });
  if (current) return current;
  const former = await db.formerSlug.findUnique({ where: { slug }, select: { article: { select } } });
  if (!former) throw articleNotFound(slug);
  return former.article;
}

/**
 * Runs a write to an article that was found under `slug`.
 *
 * @throws ARTICLE_NOT_FOUND where it was deleted between the two: the database decides who was first.
 */
export async function whileItLasts<T>(slug: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    throw isGone(error) ? articleNotFound(slug) : error;
  }
}

function articleNotFound(slug: string) {
  return failure(contract.articles.bySlug, 'ARTICLE_NOT_FOUND', { slug });
}
