import type { Context } from '../../platform/context.ts';
import { draftNotFound } from './find-draft.ts';

/** Deletes a draft of the caller's; a job that was to publish it finds nothing. */
export async function deleteDraft({ db, user }: Context, { id }: { id: string }): Promise<null> {
  const { count } = await db.draft.deleteMany({ where: { id, authorId: user.id } });
  if (count === 0) throw draftNotFound();
  return null;
}
