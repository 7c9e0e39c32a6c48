import type { Context } from '../../platform/context.ts';
import { platformFailure } from '../../platform/failure.ts';
import { enqueue } from '../../platform/jobs/enqueue.ts';
import { draftOf, draftSelect } from './draft-of.ts';
import { draftNotFound, findDraft } from './find-draft.ts';
import { articleIn } from './publish-draft.ts';
import { publishDueDraft } from './publish-due-draft.ts';

const minuteMs = 60_000;
const yearMs = 366 * 24 * 60 * minuteMs;

/** Has a draft of the caller's published at a time; a second time takes the place of the first. */
export async function scheduleDraft({ db, user, now }: Context, { id, at }: { id: string; at: string }) {
  const publishAt = momentWithin(now(), at);
  // What could not be published now is said now, not when nobody looks.
  articleIn(await findDraft(db, user, id));
  return db.$transaction(async (tx) => {
    const { count } = await tx.draft.updateMany({
      where: { id, authorId: user.id },
      data: { publishAt, missedAt: null, updatedAt: now() },
    });
    if (count === 0) throw draftNotFound();
    const payload = { draftId: id, at: publishAt.toISOString() };
    await enqueue(tx, publishDueDraft, payload, { runAt: publishAt, key: `drafts.publish:${id}` });
    return draftOf(await tx.draft.findUniqueOrThrow({ where: { id }, select: draftSelect }));
  });
}

/** Has a draft of the caller's stay one. The job stays in the queue and finds that its moment was taken back. */
export async function unscheduleDraft({ db, user, now }: Context, { id }: { id: string }) {
  await db.draft.updateMany({
    where: { id, authorId: user.id, publishAt: { not: null } },
    data: { publishAt: null, updatedAt: now() },
  });
  return draftOf(await findDraft(db, user, id));
}

function momentWithin(now: Date, at: string): Date {
  const moment = new Date(at);
  const aheadMs = moment.getTime() - now.getTime();
  if (aheadMs < minuteMs) throw atFault('must be at least a minute ahead');
  if (aheadMs > yearMs) throw atFault('must be within a year');
  return moment;
}

function atFault(message: string) {
  return platformFailure('INVALID_INPUT', { fields: { at: [message] } });
}
