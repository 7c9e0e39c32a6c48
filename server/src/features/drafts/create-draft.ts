import type { Tx } from '@hybrid/prisma';
import type { Context } from '../../platform/context.ts';
import { draftOf, draftSelect, type DraftText, textColumns } from './draft-of.ts';
import { draftNotFound } from './find-draft.ts';
import { makeRoom, takeTurn } from './make-room.ts';

interface NewDraft extends DraftText {
  id?: string;
}

/** Begins a draft. A page that never heard the answer sends it again under the same id and is given what is stored. */
export async function createDraft({ db, user, now }: Context, { id, ...text }: NewDraft) {
  return db.$transaction(async (tx) => {
    // Before it is looked for: of two calls with one id, the second then finds the draft of the first.
    await takeTurn(tx, user.id);
    const found = id === undefined ? null : await begunBefore(tx, user, id);
    if (found) return draftOf(found);
    await makeRoom(tx, user.id);
    const begun = { authorId: user.id, createdAt: now(), updatedAt: now() };
    const data = { ...textColumns(text), ...(id !== undefined && { id }), ...begun };
    return draftOf(await tx.draft.create({ data, select: draftSelect }));
  });
}

async function begunBefore(tx: Tx, user: { id: string }, id: string) {
  const found = await tx.draft.findUnique({ where: { id }, select: { authorId: true, ...draftSelect } });
  // Somebody else's: whoever guessed its id learns nothing by it.
  if (found && found.authorId !== user.id) throw draftNotFound();
  return found;
}
