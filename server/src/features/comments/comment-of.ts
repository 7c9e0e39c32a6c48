import type { LiveComment } from '@hybrid/contracts';
import { events } from '@hybrid/contracts';
import type { Prisma, Tx } from '@hybrid/prisma';
import { announce } from '../../platform/events/announce.ts';
import { profileOf, profileSelect } from '../profiles/index.ts';

/** What to select of a comment to show it to `reader`. */
export function commentSelect(reader: { id: string } | null) {
  return {
    id: true,
    body: true,
    createdAt: true,
    updatedAt: true,
    editedAt: true,
    author: { select: profileSelect(reader) },
  } satisfies Prisma.CommentSelect;
}

type Selected = Prisma.CommentGetPayload<{ select: ReturnType<typeof commentSelect> }>;

/** Makes the comment that was read with `commentSelect`. */
export function commentOf({ author, ...comment }: Selected) {
  return { ...comment, author: profileOf(author) };
}

/** Tells whoever reads the article of a comment that was added or changed. */
export async function announceComment(tx: Tx, articleId: string, comment: Selected): Promise<void> {
  const { author, ...rest } = comment;
  const { username, bio, image }: LiveComment['author'] = author;
  await announce(tx, events.commentWritten, { articleId, comment: { ...rest, author: { username, bio, image } } });
}
