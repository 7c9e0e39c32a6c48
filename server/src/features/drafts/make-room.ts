import { contract, draftsMax } from '@hybrid/contracts';
import type { Tx } from '@hybrid/prisma';
import { failure } from '../../platform/failure.ts';

/** Drafts that change nothing: an article was opened and left as it is. */
export const untouched = { articleId: { not: null }, revision: 1, publishAt: null, missedAt: null } as const;

/** Makes whoever begins drafts for the same person wait: of two who count at once, both would find the last place free. */
export async function takeTurn(tx: Tx, authorId: string): Promise<void> {
  await tx.$queryRaw`SELECT FROM "user" WHERE id = ${authorId} FOR NO KEY UPDATE`;
}

/** Sees to it that a person, whose turn it is, may keep one more draft; throws TOO_MANY_DRAFTS. */
export async function makeRoom(tx: Tx, authorId: string): Promise<void> {
  if ((await tx.draft.count({ where: { authorId } })) < draftsMax) return;
  const { count } = await tx.draft.deleteMany({ where: { authorId, ...untouched } });
  if (count === 0) throw failure(contract.drafts.create, 'TOO_MANY_DRAFTS');
}
