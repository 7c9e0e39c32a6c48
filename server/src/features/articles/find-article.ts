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
  // A slug in use always wins: a former slug is given up when another article takes it.
  const found = await db.article.findFirst({
    where: { OR: [{ slug }, { formerSlugs: { some: { slug } } }] },
    select: { id: true, authorId: true, title: true },
  });
  if (!found) throw articleNotFound(slug);
  return found;
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
