import type { Tx } from '@hybrid/prisma';
import { z } from 'zod';
import { inBatches } from '../jobs/in-batches.ts';
import { job } from '../jobs/job.ts';
import { figuresOf } from './stream-figures.ts';

const dayMs = 86_400_000;
/** Figures by five minutes are kept for as long as a chart of a day needs, and the day before. */
const fineDaysKept = 2;
const daysKept = 400;
/** How long a call is remembered. */
export const requestDaysKept = 7;
/** A process that said nothing for so long is gone. */
const goneMs = 86_400_000;

/** Adds up the days that are over, and lets go of what is too old to be of use. */
export const purgeFigures = job({
  name: 'figures.purge',
  payload: z.object({}),
  cron: '20 0 * * *',
  timeoutMs: 600_000,
  async run({ db, now, log, signal }) {
    const before = (days: number) => new Date(now().getTime() - days * dayMs);
    const today = new Date(now().toISOString().slice(0, 10));
    await db.$transaction((tx) => addUpDays(tx, new Date(today.getTime() - fineDaysKept * dayMs)));
    await db.streamFigure.deleteMany({ where: { at: { lt: before(daysKept) } } });
    await db.processState.deleteMany({ where: { seenAt: { lt: new Date(now().getTime() - goneMs) } } });
    const requestsBefore = before(requestDaysKept);
    const count = await inBatches(
      signal,
      (rowsMax) => db.$executeRaw`
        DELETE FROM request_record WHERE id IN (
          SELECT id FROM request_record WHERE at < ${requestsBefore} LIMIT ${rowsMax})`,
    );
    log.info({ count }, 'Added up figures by the day, and forgot requests of more than a week ago.');
  },
});

/** Taken and added in one transaction: what runs twice finds nothing the second time. */
async function addUpDays(tx: Tx, before: Date): Promise<void> {
  const rows = await tx.streamFigure.findMany({ where: { at: { lt: before }, process: { not: '' } } });
  await tx.streamFigure.deleteMany({ where: { at: { lt: before }, process: { not: '' } } });
  for (const [day, ofDay] of Map.groupBy(rows, ({ at }) => at.toISOString().slice(0, 10))) {
    const { streams, topics, listeners, deliveries, resets, published, lag } = figuresOf(new Date(day), ofDay);
    const most = { streams: streams ?? 0, topics: topics ?? 0, listeners: listeners ?? 0 };
    const figure = { ...most, deliveries, resets, published, lag };
    const at_process = { at: new Date(day), process: '' };
    await tx.streamFigure.upsert({ where: { at_process }, create: { ...at_process, ...figure }, update: figure });
  }
}
