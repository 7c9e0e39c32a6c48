import type { Tx } from '@hybrid/prisma';
import type { Context } from '../../platform/context.ts';
import { findOwn, whileItLasts } from '../articles/index.ts';
import { draftOf, draftSelect } from './draft-of.ts';
import { makeRoom, takeTurn, untouched } from './make-room.ts';

/** Opens the draft that changes an article of the caller's, and makes it from the article where there is none. */
export async function openArticle({ db, user, now }: Context, { slug }: { slug: string }) {
  const { id } = await findOwn(db, user, slug);
  return whileItLasts(slug, () => db.$transaction((tx) => open(tx, { articleId: id, authorId: user.id, now: now() })));
}

interface Opening {
  articleId: string;
  authorId: string;
  now: Date;
}

async function open(tx: Tx, { articleId, authorId, now }: Opening) {
  // Whoever opens it at the same time waits here, and finds the draft that was made: an article has one.
  await tx.$queryRaw`SELECT FROM article WHERE id = ${articleId}::uuid FOR NO KEY UPDATE`;
  const found = await tx.draft.findUnique({ where: { articleId }, select: { id: true } });
  const text = await textOf(tx, articleId);
  if (found) {
    // Nobody wrote in it yet, so that it should be what the article says now.
    await tx.draft.updateMany({ where: { ...untouched, articleId }, data: { ...text, updatedAt: now } });
  } else {
    await takeTurn(tx, authorId);
    await makeRoom(tx, authorId);
    await tx.draft.create({ data: { ...text, articleId, authorId, updatedAt: now } });
  }
  return draftOf(await tx.draft.findUniqueOrThrow({ where: { articleId }, select: draftSelect }));
}

async function textOf(tx: Tx, id: string) {
  const { tags, ...text } = await tx.article.findUniqueOrThrow({
    where: { id },
    select: {
      title: true,
      description: true,
      body: true,
      image: true,
      tags: { orderBy: { position: 'asc' }, select: { tag: true } },
    },
  });
  return { ...text, tags: tags.map(({ tag }) => tag) };
}
