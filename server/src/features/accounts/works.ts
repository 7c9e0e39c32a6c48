import type { Db } from '@hybrid/prisma';
import type { Role } from '../../platform/access.ts';
import { cutLong } from '../../platform/clip.ts';

/** How much there is of what a person made here. */
interface Works {
  readonly label: string;
  /** What one of it is called, and several. */
  readonly one: string;
  readonly other: string;
  readonly count: number;
}

/** What a person did here lately, of one kind. */
export interface Activity {
  readonly label: string;
  readonly latest: readonly { readonly text: string; readonly href: string; readonly at: Date }[];
  /** Where all of it is, where there is such a page. */
  readonly more: string | null;
}

/** What else staff may do to a person, by pages of other features, such as below `/admin/users/<id>/`. */
export const otherActions: readonly { readonly path: string; readonly label: string; readonly access: Role }[] = [
  { path: 'export', label: 'Copy their data…', access: 'admin' },
];

/** Works are counted no further. */
export const worksCountMax = 10_000;
const latestMax = 5;
/** So much of a comment tells which it is. */
const excerptLength = 80;

/** Counts what a person made here: staff see it before they suspend somebody. */
export async function countWorks(db: Db, userId: string): Promise<Works[]> {
  const of = { where: { authorId: userId }, take: worksCountMax + 1 };
  const [articles, comments] = await Promise.all([db.article.count(of), db.comment.count(of)]);
  return [
    { label: 'Articles', one: 'article', other: 'articles', count: articles },
    { label: 'Comments', one: 'comment', other: 'comments', count: comments },
  ];
}

/** Reads what a person did here lately: what they wrote, and whom they follow and are followed by. */
export async function readActivity(db: Db, { id, username }: { id: string; username: string }): Promise<Activity[]> {
  const page = `/profile/${encodeURIComponent(username)}`;
  const theirs = `?author=${encodeURIComponent(username)}`;
  const [articles, comments, following, followers] = await Promise.all([
    latestArticles(db, id),
    latestComments(db, id),
    latestFollows(db, { followerId: id }),
    latestFollows(db, { followedId: id }),
  ]);
  return [
    { label: 'Articles', latest: articles, more: `/admin/articles${theirs}` },
    { label: 'Comments', latest: comments, more: `/admin/comments${theirs}` },
    {
      label: 'Follows',
      latest: following.map(({ followed, createdAt }) => personAt(followed, createdAt)),
      more: `${page}/following`,
    },
    {
      label: 'Is followed by',
      latest: followers.map(({ follower, createdAt }) => personAt(follower, createdAt)),
      more: `${page}/followers`,
    },
  ];
}

async function latestArticles(db: Db, authorId: string): Promise<Activity['latest']> {
  const found = await db.article.findMany({
    where: { authorId },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: latestMax,
    select: { id: true, title: true, createdAt: true },
  });
  return found.map(({ id, title, createdAt }) => ({ text: title, href: `/admin/articles/${id}`, at: createdAt }));
}

async function latestComments(db: Db, authorId: string): Promise<Activity['latest']> {
  const found = await db.comment.findMany({
    where: { authorId },
    orderBy: { id: 'desc' },
    take: latestMax,
    select: { id: true, body: true, createdAt: true },
  });
  return found.map(({ id, body, createdAt }) => {
    return { text: cutLong(body, excerptLength), href: `/admin/comments/${id}`, at: createdAt };
  });
}

async function latestFollows(db: Db, where: { followerId: string } | { followedId: string }) {
  const named = { select: { id: true, username: true } };
  return db.follow.findMany({
    where,
    orderBy: { createdAt: 'desc' },
    take: latestMax,
    select: { createdAt: true, follower: named, followed: named },
  });
}

function personAt({ id, username }: { id: string; username: string }, at: Date) {
  return { text: username, href: `/admin/users/${id}`, at };
}
