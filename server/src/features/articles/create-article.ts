import { type Db, isUniqueViolation, type Tx } from '@hybrid/prisma';
import type { Context } from '../../platform/context.ts';
import { enqueue } from '../../platform/jobs/enqueue.ts';
import { articleOf, articleSelect } from './article-of.ts';
import { articlePublished } from './article-published.ts';
import { slugOf } from './slug.ts';

interface NewArticle {
  title: string;
  description: string;
  body: string;
  tags: string[];
}

/** Publishes an article and tells, by a job, whoever follows its author. */
export async function createArticle({ db, user }: Context, { tags, ...article }: NewArticle) {
  return withDistinctSlug(db, article.title, async (tx, slug) => {
    // A former slug of another article gives way: the page that holds an address now is the one it leads to.
    await tx.formerSlug.deleteMany({ where: { slug } });
    const created = await tx.article.create({
      data: { ...article, slug, authorId: user.id, tags: { create: tagRows(tags) } },
      select: articleSelect(user),
    });
    await enqueue(tx, articlePublished, { articleId: created.id });
    return articleOf(created);
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
  try {
    return await db.$transaction((tx) => write(tx, slugOf(title)));
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    return db.$transaction((tx) => write(tx, slugOf(title, true)));
  }
}
