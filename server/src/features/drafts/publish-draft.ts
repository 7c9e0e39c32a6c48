import { NewArticle } from '@hybrid/contracts';
import type { Tx } from '@hybrid/prisma';
import type { Context } from '../../platform/context.ts';
import { platformFailure } from '../../platform/failure.ts';
import { messagesByField } from '../../platform/calls/parse-input.ts';
import { createArticle, editArticle, restoreArticle, type Writer } from '../articles/index.ts';
import type { SelectedDraft } from './draft-of.ts';
import { draftConflict, findDraft } from './find-draft.ts';

interface Publishing {
  id: string;
  revision?: number;
}

/** Makes the article of a draft of the caller's, or changes the one it belongs to. */
export async function publishDraft(ctx: Context, { id, revision }: Publishing) {
  const draft = await findDraft(ctx.db, ctx.user, id);
  if (revision !== undefined && revision !== draft.revision) throw draftConflict(draft);
  return publish(ctx, draft);
}

/**
 * Publishes a draft as it was read.
 *
 * @throws INVALID_INPUT with messages by field where it lacks what an article needs, DRAFT_CONFLICT where it was saved
 * meanwhile, DRAFT_NOT_FOUND where it is gone: of two who publish it, one does.
 *
 * @param due the moment it was scheduled for: it is then published only if that still holds.
 */
export async function publish(writer: Writer, draft: SelectedDraft, due?: Date) {
  const text = articleIn(draft);
  const take = (tx: Tx) => takeDraft(tx, { writer, draft, due });
  const { article, articleId } = draft;
  if (article === null || articleId === null) return createArticle(writer, text, take);
  return editArticle(writer, { slug: article.slug, ...text }, async (tx) => {
    // The article first: who deletes it takes the rows in this order too, and nobody waits for the other.
    await restoreArticle(tx, articleId);
    await take(tx);
  });
}

/** The article that a draft makes; throws INVALID_INPUT. */
export function articleIn(draft: SelectedDraft): NewArticle {
  const parsed = NewArticle.safeParse(draft);
  if (!parsed.success) throw platformFailure('INVALID_INPUT', { fields: messagesByField(parsed.error) });
  return parsed.data;
}

interface Taking {
  writer: Writer;
  draft: SelectedDraft;
  due: Date | undefined;
}

async function takeDraft(tx: Tx, { writer, draft: { id, revision }, due }: Taking): Promise<void> {
  const { count } = await tx.draft.deleteMany({ where: { id, revision, ...(due && { publishAt: due }) } });
  if (count === 1) return;
  throw draftConflict(await findDraft(tx, writer.user, id));
}
