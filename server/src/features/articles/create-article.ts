import type { NewArticle } from '@hybrid/contracts';
import { type Db, isUniqueViolation, type Tx } from '@hybrid/prisma';
import type { Context } from '../../platform/context.ts';
import { enqueue } from '../../platform/jobs/enqueue.ts';
import { articleById } from './article-of.ts';
import { articlePublished } from './article-published.ts';
import { slugOf } from './slug.ts';

/** Who writes an article: a request of its author, or a job for them. */
export interface Writer extends Pick<Context, 'db' | 'now'> {
  readonly user: { readonly id: string };
}

/** What has to become true together with an article, in its transaction. */
export type Along = (tx: Tx) => Promise<void>;

/** Publishes an article and tells, by a job, whoever follows its author. */
export async function createArticle({ db, user }: Writer, { tags, ...article }: NewArticle, along?: Along) {
  return withDistinctSlug(db, article.title, async (tx, slug) => {
    await along?.(tx);
    const { id } = await tx.article.create({
      data: { ...article, slug, authorId: user.id },
      select: { id: true },
    });
    // On their own: as part of the article they take a statement more.
    await tx.articleTag.createMany({ data: tagRows(tags).map((row) => ({ ...row, articleId: id })) });
    await enqueue(tx, articlePublished, { articleId: id });
    return articleById(tx, user, id);
  });
}

/** The rows of an article's tags, in the author's order. */
export function tagRows(tags: readonly string[]): { tag: string; position: number }[] {
  return tags.map((tag, position) => ({ tag, position }));
}

/**
 * Runs a write that takes a slug, and once more under a longer one if the short one is taken.
 *
 * @remarks
 * The database decides who was first; asking it beforehand would only make the race less likely.
 */
export async function withDistinctSlug<T>(
  db: Db,
  title: string,
  write: (tx: Tx, slug: string) => Promise<T>,
): Promise<T> {
  const attempt = (slug: string) =>
    db.$transaction(async (tx) => {
      const written = await write(tx, slug);
      // Asked after the write, which waits for whoever is giving the slug up at this moment.
      if (await tx.formerSlug.findUnique({ where: { slug } })) throw new FormerSlugKept();
      return written;
    });
  try {
    return await attempt(slugOf(title));
  } catch (error) {
    if (!isUniqueViolation(error) && !(error instanceof FormerSlugKept)) throw error;
    return attempt(slugOf(title, true));
  }
}

/** An address that leads to another article, which had it before: old links keep leading there. */
class FormerSlugKept extends Error {}
