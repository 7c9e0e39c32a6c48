import type { Context } from '../../platform/context.ts';
import { draftOf, type DraftText, textColumns } from './draft-of.ts';
import { draftConflict, findDraft } from './find-draft.ts';

interface Save extends DraftText {
  id: string;
  revision: number;
}

/** Saves the whole text of a draft, unless somebody saved since the revision that the caller saw. */
export async function saveDraft({ db, user, now }: Context, { id, revision, ...text }: Save) {
  // One statement asks and writes: of two saves over one revision the database lets the first through.
  const { count } = await db.draft.updateMany({
    where: { id, authorId: user.id, revision },
    data: { ...textColumns(text), revision: { increment: 1 }, missedAt: null, updatedAt: now() },
  });
  const stored = await findDraft(db, user, id);
  if (count === 0) throw draftConflict(stored);
  return draftOf(stored);
}
