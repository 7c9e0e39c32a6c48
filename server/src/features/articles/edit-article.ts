import { contract } from '@hybrid/contracts';
import type { Db, Tx } from '@hybrid/prisma';
import type { Context } from '../../platform/context.ts';
import { failure } from '../../platform/failure.ts';
import { articleOf, articleSelect } from './article-of.ts';
import { tagRows, withDistinctSlug } from './create-article.ts';
import { findArticle, whileItLasts } from './find-article.ts';
import { slugOf } from './slug.ts';

interface Changes {
  slug: string;
  title?: string;
  description?: string;
  body?: string;
  tags?: string[];
}

interface Editing extends Pick<Context, 'user' | 'now'> {
  id: string;
}

/** Changes an article of the caller's; what is left out stays, and a new title gives a new address. */
export async function editArticle({ db, user, now }: Context, { slug, ...changes }: Changes) {
  const found = await findOwn(db, user, slug);
  return whileItLasts(slug, () => writeUnderSlug(db, { ...found, user, now }, changes));
}

async function writeUnderSlug(
  db: Db,
  { title, ...article }: Editing & { title: string },
  changes: Omit<Changes, 'slug'>,
) {
  if (changes.title === undefined || slugOf(changes.title) === slugOf(title)) {
    return db.$transaction((tx) => write(tx, article, changes));
  }
  return withDistinctSlug(db, changes.title, async (tx, newSlug) => {
    await moveTo(tx, article.id, newSlug);
    return write(tx, article, changes);
  });
}

/** Deletes an article of the caller's with its comments and favorites. */
export async function deleteArticle({ db, user }: Context, { slug }: { slug: string }): Promise<null> {
  const { id } = await findOwn(db, user, slug);
  // Counted rather than demanded: of two requests that delete at once, the second has nothing left to do.
  await db.article.deleteMany({ where: { id } });
  return null;
}

async function findOwn(db: Context['db'], user: Context['user'], slug: string) {
  const found = await findArticle(db, slug);
  if (found.authorId !== user.id) throw failure(contract.articles.edit, 'NOT_THE_AUTHOR');
  return found;
}

/** Gives an article its new address and keeps the old one leading to it. */
async function moveTo(tx: Tx, id: string, slug: string): Promise<void> {
  const { slug: former } = await tx.article.findUniqueOrThrow({ where: { id }, select: { slug: true } });
  await tx.formerSlug.deleteMany({ where: { slug } });
  await tx.article.update({ where: { id }, data: { slug } });
  await tx.formerSlug.create({ data: { slug: former, articleId: id } });
}

async function write(tx: Tx, { id, user, now }: Editing, { tags, title, description, body }: Omit<Changes, 'slug'>) {
  const tagChange = tags && { tags: { deleteMany: {}, create: tagRows(tags) } };
  const updated = await tx.article.update({
    where: { id },
    // Said here, since Prisma sets it by itself only where a column of the article changes: tags are rows of their own.
    data: { title, description, body, ...tagChange, updatedAt: now() },
    select: articleSelect(user),
  });
  return articleOf(updated);
}
