import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { startHost } from '../../../test/host.ts';
import { enqueue } from './enqueue.ts';
import { createQueuePool } from './queue.ts';
import { findQueued } from './queue-state.ts';
import { sweep } from './sweep.ts';

const brief = { name: 'tests.brief', payload: z.object({}), attempts: 1 };

test('a job that was lost in its last attempt has failed when that was found, also where it is tried but once', async () => {
  const host = await startHost();
  const { services, databaseUrl, db } = host;
  const pool = createQueuePool(databaseUrl, 1, services.log);
  onTestFinished(() => pool.end());
  const runAt = new Date(Date.now() - 3_600_000);
  const id = await db.$transaction((tx) => enqueue(tx, brief, {}, { runAt }));
  await db.jobWorker.create({
    data: { id: 'gone', host: 'there', pid: 1, queue: 'default', names: [], missingAt: runAt },
  });
  await db.$executeRaw`
    UPDATE graphile_worker._private_jobs SET attempts = 1, locked_at = ${runAt}::timestamptz, locked_by = 'gone'`;
  await sweep(pool, { log: services.log, absentMs: 0 });
  const queued = await findQueued(db, id);
  const run = await db.jobRun.findFirstOrThrow({ where: { jobId: id, outcome: 'lost' } });
  expect(queued?.state).toBe('failed');
  // Both are of one statement, and kept to the microsecond and the millisecond.
  expect(Math.abs(Number(queued?.failedAt) - Number(run.finishedAt))).toBeLessThanOrEqual(1);
});
