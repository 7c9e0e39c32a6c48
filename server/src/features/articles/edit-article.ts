import { contract } from '@hybrid/contracts';
import type { Db, Tx } from '@hybrid/prisma';
import type { Context } from '../../platform/context.ts';
import { failure } from '../../platform/failure.ts';
import { announceEdit, announceVisibility } from './announce-reading.ts';
import { articleById } from './article-of.ts';
import { type Along, tagRows, withDistinctSlug, type Writer } from './create-article.ts';
import { findArticle, whileItLasts } from './find-article.ts';
import { slugOf } from './slug.ts';

interface Changes {
  slug: string;
  title?: string;
  description?: string;
  body?: string;
  tags?: string[];
  image?: string | null;
}

interface Editing extends Pick<Writer, 'user' | 'now'> {
  id: string;
  along?: Along | undefined;
}

/** Changes an article of the caller's; what is left out stays, and a new title gives a new address. */
export async function editArticle({ db, user, now }: Writer, { slug, ...changes }: Changes, along?: Along) {
  const found = await findOwn(db, user, slug);
  return whileItLasts(slug, () => writeUnderSlug(db, { ...found, user, now, along }, changes));
}

async function writeUnderSlug(
  db: Db,
  { title, ...article }: Editing & { title: string },
  changes: Omit<Changes, 'slug'>,
) {
  const next = changes.title ?? title;
  // Of two equal titles the addresses may differ, where one of them had to be made distinct.
  if (next === title || slugOf(next) === slugOf(title)) {
    return db.$transaction(async (tx) => {
      await article.along?.(tx);
      return write(tx, article, changes);
    });
  }
  return withDistinctSlug(next, (newSlug) =>
    db.$transaction(async (tx) => {
      await article.along?.(tx);
      await moveTo(tx, article.id, newSlug);
      return write(tx, article, changes);
    }),
  );
}

/** Deletes an article of the caller's with its comments and favorites. */
export async function deleteArticle({ db, user }: Context, { slug }: { slug: string }): Promise<null> {
  const { id } = await findOwn(db, user, slug);
  await db.$transaction((tx) => removeArticle(tx, id));
  return null;
}

/** Deletes an article with all that hangs on it; of two who delete at once, the second has nothing left to do. */
export async function removeArticle(tx: Tx, id: string): Promise<void> {
  const { count } = await tx.article.deleteMany({ where: { id } });
  if (count === 1) await announceVisibility(tx, id);
}

/** Finds an article of the caller's, published or not; throws ARTICLE_NOT_FOUND or NOT_THE_AUTHOR. */
export async function findOwn(db: Db, user: Writer['user'], slug: string) {
  const found = await findArticle(db, slug, user);
  if (found.authorId !== user.id) throw failure(contract.articles.edit, 'NOT_THE_AUTHOR');
  return found;
}

/** Gives an article its new address and keeps the old one leading to it. */
async function moveTo(tx: Tx, id: string, slug: string): Promise<void> {
  const { slug: former } = await tx.article.findUniqueOrThrow({ where: { id }, select: { slug: true } });
  // Its own, if it once had this one; that of another article stays, and makes the write begin anew.
  await tx.formerSlug.deleteMany({ where: { slug, articleId: id } });
  await tx.article.update({ where: { id }, data: { slug } });
  await tx.formerSlug.create({ data: { slug: former, articleId: id } });
}

async function write(tx: Tx, { id, user, now }: Editing, { tags, ...fields }: Omit<Changes, 'slug'>) {
  const tagChange = tags && { tags: { deleteMany: {}, create: tagRows(tags) } };
  await tx.article.update({
    where: { id },
    // Said here, since Prisma sets it by itself only where a column of the article changes: tags are rows of their own.
    data: { ...fields, ...tagChange, updatedAt: now() },
    select: { id: true },
  });
  await announceEdit(tx, id);
  return articleById(tx, user, id);
}
