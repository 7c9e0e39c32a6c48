import type { LiveComment } from '@hybrid/contracts';
import { events } from '@hybrid/contracts';
import type { Prisma, Tx } from '@hybrid/prisma';
import { announce } from '../../platform/events/announce.ts';
import { hiddenOf } from '../articles/index.ts';
import { profileOf, profileSelect } from '../profiles/index.ts';

/** What to select of a comment to show it to `reader`. */
export function commentSelect(reader: { id: string } | null) {
  return {
    id: true,
    body: true,
    createdAt: true,
    updatedAt: true,
    editedAt: true,
    hiddenAt: true,
    hiddenReason: true,
    author: { select: profileSelect(reader) },
  } satisfies Prisma.CommentSelect;
}

type Selected = Prisma.CommentGetPayload<{ select: ReturnType<typeof commentSelect> }>;

/** Makes the comment that was read with `commentSelect`. */
export function commentOf({ author, hiddenAt, hiddenReason, ...comment }: Selected) {
  return { ...comment, author: profileOf(author), ...hiddenOf({ hiddenAt, hiddenReason }) };
}

/** Tells whoever reads the article of a comment that was added or changed; of one that is hidden, nobody. */
export async function announceComment(tx: Tx, articleId: string, comment: Selected): Promise<void> {
  const { author, hiddenAt, hiddenReason: _, ...rest } = comment;
  if (hiddenAt !== null) return;
  const { username, bio, image }: LiveComment['author'] = author;
  await announce(tx, events.commentWritten, { articleId, comment: { ...rest, author: { username, bio, image } } });
}
