import type { Profile } from '@hybrid/contracts';
import { Prisma, readRows } from '@hybrid/prisma';
import type { PublicContext } from '../../platform/context.ts';
import { articleNotFound, hiddenOf, isAt } from '../articles/index.ts';
import { isShownTo } from './visibility.ts';

type CommentRow = Profile & {
  id: number;
  body: string;
  createdAt: Date;
  updatedAt: Date;
  editedAt: Date | null;
} & Parameters<typeof hiddenOf>[0];

/** Lists the comments on an article, newest first, in one statement. */
export async function listComments({ db, user }: PublicContext, { slug }: { slug: string }) {
  const following = user
    ? Prisma.sql`EXISTS (SELECT FROM follow WHERE follower_id = ${user.id} AND followed_id = c.author_id)`
    : Prisma.sql`false`;
  // An article without comments is a row of its own, and none that is not there is any.
  const rows = await readRows<CommentRow | { id: null }>(
    db,
    Prisma.sql`
    SELECT c.id, c.body, c.created_at AS "createdAt", c.updated_at AS "updatedAt", c.edited_at AS "editedAt",
      c.hidden_at AS "hiddenAt", c.hidden_reason AS "hiddenReason", u.username, u.bio, u.image, ${following} AS following
    FROM article a LEFT JOIN comment c ON c.article_id = a.id AND ${isShownTo(user)} LEFT JOIN "user" u ON u.id = c.author_id
    WHERE ${isAt(slug, user)}
    ORDER BY c.created_at DESC, c.id DESC`,
  );
  if (rows.length === 0) throw articleNotFound(slug);
  return rows.filter((row) => row.id !== null).map(commentOf);
}

function commentOf({ username, bio, image, following, hiddenAt, hiddenReason, ...comment }: CommentRow) {
  return { ...comment, author: { username, bio, image, following }, ...hiddenOf({ hiddenAt, hiddenReason }) };
}
