import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { startHost } from '../../../test/host.ts';
import { failUnknown } from './fail-unknown.ts';
import { job } from './job.ts';
import { createQueuePool } from './queue.ts';
import { startJobs } from './runner.ts';

test('a job that no worker knows is given up with its reason once its time has passed, and stays', async () => {
  const host = await startHost();
  const { services, databaseUrl, db } = host;
  const known = job({ name: 'tests.known', payload: z.object({}), run: () => new Promise(() => undefined) });
  const runner = await startJobs({ services, databaseUrl, jobs: [known], concurrency: 1 });
  onTestFinished(() => runner.stop());
  const pool = createQueuePool(databaseUrl, 1, services.log);
  onTestFinished(() => pool.end());
  const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);
  await db.$executeRaw`
    SELECT FROM graphile_worker.add_job('tests.old', run_at => ${minutesAgo(20)}::timestamptz) AS old,
      graphile_worker.add_job('tests.new', run_at => ${minutesAgo(2)}::timestamptz) AS new`;
  await failUnknown(pool, services.log);
  const left = await db.$queryRaw`
    SELECT task_identifier AS name, attempts = max_attempts AS "isGivenUp", last_error AS error
    FROM graphile_worker.jobs ORDER BY id`;
  expect(left).toEqual([
    { name: 'tests.old', isGivenUp: true, error: 'No worker knows a job called tests.old.' },
    { name: 'tests.new', isGivenUp: false, error: null },
  ]);
});
