import { contract, Draft } from '@hybrid/contracts';
import type { Db, Tx } from '@hybrid/prisma';
import type { Context } from '../../platform/context.ts';
import { type Failure, failure } from '../../platform/failure.ts';
import { draftOf, draftSelect, type SelectedDraft } from './draft-of.ts';

/** Shows one draft of the caller's. */
export async function draftById({ db, user }: Context, { id }: { id: string }) {
  return draftOf(await findDraft(db, user, id));
}

/** Finds a draft of the caller's; throws DRAFT_NOT_FOUND, also where it is somebody else's. */
export async function findDraft(db: Db | Tx, user: { id: string }, id: string): Promise<SelectedDraft> {
  const found = await db.draft.findFirst({ where: { id, authorId: user.id }, select: draftSelect });
  if (!found) throw draftNotFound();
  return found;
}

export function draftNotFound(): Failure {
  return failure(contract.drafts.byId, 'DRAFT_NOT_FOUND');
}

/** Says that a draft is another one than the caller saw, and shows them the one that is stored. */
export function draftConflict(stored: SelectedDraft): Failure {
  // A failure's data goes over the wire as it is given: its moments have to be written out.
  return failure(contract.drafts.save, 'DRAFT_CONFLICT', { draft: Draft.parse(draftOf(stored)) });
}
