import type { Db } from '@hybrid/prisma';

/** Something that shows a picture. */
interface Use {
  readonly what: string;
  readonly text: string;
  readonly href: string;
}

/** How many uses of one kind are named. */
const namedMax = 20;

/**
 * Finds where a picture is shown, among what its owner wrote.
 *
 * @remarks
 * Who else has copied its address is not looked for: every text of everybody would have to be read.
 */
export async function usesOf(db: Db, { key, ownerId }: { key: string; ownerId: string }): Promise<Use[]> {
  const url = `/uploads/${key}`;
  const inText = [{ image: url }, { body: { contains: url } }];
  const [articles, drafts, comments, owner] = await Promise.all([
    db.article.findMany({
      where: { authorId: ownerId, OR: inText },
      select: { id: true, title: true },
      take: namedMax,
    }),
    db.draft.findMany({ where: { authorId: ownerId, OR: inText }, select: { title: true }, take: namedMax }),
    db.comment.findMany({
      where: { authorId: ownerId, body: { contains: url } },
      select: { id: true, body: true },
      take: namedMax,
    }),
    db.user.findUnique({ where: { id: ownerId, image: url }, select: { username: true } }),
  ]);
  const person = `/admin/users/${ownerId}`;
  return [
    ...articles.map(({ id, title }) => ({ what: 'the article', text: title, href: `/admin/articles/${id}` })),
    ...drafts.map(({ title }) => ({ what: 'a draft', text: title || 'without a title', href: person })),
    ...comments.map(({ id, body }) => ({ what: 'a comment', text: body.slice(0, 60), href: `/admin/comments/${id}` })),
    ...(owner ? [{ what: 'the profile', text: owner.username, href: person }] : []),
  ];
}
