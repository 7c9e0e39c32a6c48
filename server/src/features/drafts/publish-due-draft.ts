import { NewArticle } from '@hybrid/contracts';
import type { Db, Tx } from '@hybrid/prisma';
import { z } from 'zod';
import { Failure } from '../../platform/failure.ts';
import { job, type JobContext } from '../../platform/jobs/job.ts';
import { sendMail } from '../../platform/mail/send-mail.ts';
import { messagesByField } from '../../platform/calls/parse-input.ts';
import { draftSelect, type SelectedDraft } from './draft-of.ts';
import { draftMissed } from './mails.ts';
import { publish } from './publish-draft.ts';

/**
 * Publishes a draft at the time it was scheduled for.
 *
 * @remarks
 * It goes by the moment that the draft still carries, not by the clock of this process: a schedule that was changed or
 * taken back leaves a job that finds another moment, or none, and does nothing. A repeated job finds no draft.
 */
export const publishDueDraft = job({
  name: 'drafts.publish',
  payload: z.object({ draftId: z.uuid(), at: z.iso.datetime() }),
  async run(ctx, { draftId, at }) {
    const due = new Date(at);
    const found = await ctx.db.draft.findFirst({
      where: { id: draftId, publishAt: due },
      select: { ...draftSelect, author: { select: { id: true, email: true, suspendedAt: true, deletionDueAt: true } } },
    });
    if (!found) return;
    const { author, ...draft } = found;
    const mayPublish = author.suspendedAt === null && author.deletionDueAt === null;
    // Nobody is told: they know why.
    if (!mayPublish) return void (await leaveAsDraft(ctx.db, { id: draftId, due, now: ctx.now() }));
    const { error } = NewArticle.safeParse(draft);
    if (error) return tellWhatItLacks(ctx, { draft, due, author, lacks: Object.keys(messagesByField(error)) });
    try {
      await publish({ db: ctx.db, now: ctx.now, user: author }, draft, due);
    } catch (error) {
      // Deleted, published or taken back in this moment. A save in this moment is tried again, with what was saved.
      if (!(await isGone(error, ctx, { draftId, due }))) throw error;
    }
  },
});

interface Missed {
  draft: SelectedDraft;
  due: Date;
  author: { id: string; email: string };
  lacks: string[];
}

/** Leaves the draft to its author, who is told by mail and in the list of drafts what it lacks. */
async function tellWhatItLacks({ db, now }: JobContext, { draft, due, author, lacks }: Missed): Promise<void> {
  const { id, title } = draft;
  await db.$transaction(async (tx) => {
    if (!(await leaveAsDraft(tx, { id, due, now: now() }))) return;
    const at = due.toISOString();
    await sendMail(tx, draftMissed, {
      key: `drafts:missed:${id}:${at}`,
      to: author.email,
      userId: author.id,
      data: { title, at, lacks, url: `/draft/${id}` },
    });
  });
}

/** Says at a draft that its moment came and it was not published; tells whether it was still to be. */
async function leaveAsDraft(db: Db | Tx, { id, due, now }: { id: string; due: Date; now: Date }): Promise<boolean> {
  const { count } = await db.draft.updateMany({
    where: { id, publishAt: due },
    data: { publishAt: null, missedAt: now },
  });
  return count === 1;
}

async function isGone(error: unknown, { db }: JobContext, { draftId, due }: { draftId: string; due: Date }) {
  if (!(error instanceof Failure)) return false;
  return (await db.draft.count({ where: { id: draftId, publishAt: due } })) === 0;
}
