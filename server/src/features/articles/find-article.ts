import { contract } from '@hybrid/contracts';
import { type Db, isGone, Prisma, readRows, type Tx } from '@hybrid/prisma';
import type { PublicContext } from '../../platform/context.ts';
import { failure } from '../../platform/failure.ts';
import { readArticle } from './article-of.ts';
import { isVisibleTo, type Reader } from './visibility.ts';

/** Shows one article, by its slug or one it had before its title changed. */
export async function articleBySlug({ db, user }: Pick<PublicContext, 'db' | 'user'>, { slug }: { slug: string }) {
  const found = await readArticle(db, user, isAt(slug, user));
  if (!found) throw articleNotFound(slug);
  return found;
}

/** Finds an article that `reader` may see, by its slug or a former one; throws ARTICLE_NOT_FOUND. */
export async function findArticle(
  db: Db | Tx,
  slug: string,
  reader: Reader,
): Promise<{ id: string; authorId: string; title: string }> {
  const [found] = await readRows<{ id: string; authorId: string; title: string }>(
    db,
    Prisma.sql`
    SELECT a.id, a.author_id AS "authorId", a.title FROM article a WHERE ${isAt(slug, reader)}`,
  );
  if (!found) throw articleNotFound(slug);
  return found;
}

/** Whether `reader` finds `article AS a` at a slug. */
export function isAt(slug: string, reader: Reader): Prisma.Sql {
  // By id, so that each question is answered by its index; the second is asked only where nothing answers the first, and
  // a slug in use thereby wins over a former one.
  return Prisma.sql`
    a.id = coalesce(
      (SELECT id FROM article WHERE slug = ${slug}), (SELECT article_id FROM former_slug WHERE slug = ${slug})
    ) AND ${isVisibleTo(reader)}`;
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

/** The failure of a slug at which its reader finds nothing. */
export function articleNotFound(slug: string) {
  return failure(contract.articles.bySlug, 'ARTICLE_NOT_FOUND', { slug });
}
