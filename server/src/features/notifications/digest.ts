import { z } from 'zod';
import { enqueue } from '../../platform/jobs/enqueue.ts';
import { job, type JobContext } from '../../platform/jobs/job.ts';
import { sendMails } from '../../platform/mail/send-mail.ts';
import { digestContents } from './digest-content.ts';
import { digestWeek, digestZones } from './digest-hour.ts';
import { digestMail } from './mails.ts';

/** So many that a transaction stays well below its time limit. */
const batchSize = 200;
const dayMs = 86_400_000;

const Payload = z.object({
  /** The moment the first batch began: all of them mean the same week and the same morning. */
  at: z.iso.datetime().optional(),
  /** The last person of the batch before. */
  after: z.string().default(''),
});

/**
 * Sends the week's best to everybody for whom it is Monday morning.
 *
 * @remarks
 * A batch writes its mails and the job of the next batch in one transaction: a worker that is lost leaves the whole of it
 * undone, and the next attempt does it. A batch that is done twice finds the mails of the first time, by their keys.
 */
export const sendDigests = job({
  name: 'notifications.digest',
  payload: Payload,
  cron: '0 * * * *',
  async run(ctx, { at: began, after }) {
    const { db, now, log } = ctx;
    const at = began === undefined ? now() : new Date(began);
    const readers = await readReaders(ctx, at, after);
    const contents = await digestContents(
      db,
      readers.map(({ id }) => id),
      at,
    );
    const mails = readers.flatMap(({ id: userId, email: to, timeZone }) => {
      const content = contents.get(userId);
      const key = `digest:${userId}:${digestWeek(timeZone, at)}`;
      return content ? [{ key, to, userId, data: { ...content, articles: [...content.articles] } }] : [];
    });
    const last = readers.at(-1);
    await db.$transaction(async (tx) => {
      await sendMails(tx, digestMail, mails);
      if (!last || readers.length < batchSize) return;
      const next = { at: at.toISOString(), after: last.id };
      await enqueue(tx, sendDigests, next, { key: `${sendDigests.name}:${next.at}:${next.after}` });
    });
    if (mails.length > 0) log.info({ count: mails.length }, 'Wrote digests.');
  },
});

interface Reader {
  readonly id: string;
  readonly email: string;
  readonly timeZone: string;
}

/** The next people whose Monday morning it is, who want a digest, may get one, and have none yet. */
async function readReaders({ db }: JobContext, at: Date, after: string): Promise<Reader[]> {
  const used = await db.user.groupBy({ by: ['timeZone'] });
  const zones = digestZones(
    used.map(({ timeZone }) => timeZone),
    at,
  );
  if (zones.length === 0) return [];
  return db.user.findMany({
    where: {
      id: { gt: after },
      timeZone: { in: zones },
      emailVerified: true,
      suspendedAt: null,
      deletionDueAt: null,
      choices: { none: { kind: 'digest', channel: 'mail', wanted: false } },
      // Those of an earlier hour, or of an attempt before this one.
      mails: { none: { template: digestMail.name, createdAt: { gt: new Date(at.getTime() - dayMs) } } },
    },
    select: { id: true, email: true, timeZone: true },
    orderBy: { id: 'asc' },
    take: batchSize,
  });
}
