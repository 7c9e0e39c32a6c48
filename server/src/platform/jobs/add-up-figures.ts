import { z } from 'zod';
import { addUpBatches } from './figures.ts';
import { job } from './job.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** Charts look back for an hour by minutes, and for a week by hours. */
const keptMs = { minute: 26 * hourMs, hour: 90 * dayMs };

/** Adds what workers counted to minutes and hours, and lets go of what no chart shows any more. */
export const addUpFigures = job({
  name: 'jobs.addUpFigures',
  payload: z.object({}),
  cron: '*/5 * * * *',
  timeoutMs: 120_000,
  async run({ db, now, signal }) {
    let hasMore: boolean;
    do {
      signal.throwIfAborted();
      hasMore = await db.$transaction(addUpBatches, { timeout: 60_000 });
    } while (hasMore);
    const before = (ms: number) => new Date(now().getTime() - ms);
    for (const span of ['minute', 'hour'] as const) {
      await db.jobFigure.deleteMany({ where: { span, at: { lt: before(keptMs[span]) } } });
    }
    await db.jobFigureBatch.deleteMany({ where: { addedAt: { lt: before(hourMs) } } });
  },
});
