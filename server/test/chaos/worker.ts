import { readEnv } from '../../src/env.ts';
import { startJobs } from '../../src/platform/jobs/runner.ts';
import { createLog } from '../../src/platform/log.ts';
import { openServices } from '../../src/services.ts';
import { chaosJobs } from './jobs.ts';

// A process that runs the jobs of the chaos tests with the product's own worker, until it is told to stop or is killed.

const [absentMs, endMs] = process.argv.slice(2).map(Number);
const env = readEnv();
const log = createLog('info');
const databaseUrl = env.DATABASE_URL ?? '';
const { services, close } = await openServices({ env, log, databaseUrl, releases: [] });
const runner = await startJobs({
  services,
  databaseUrl,
  jobs: chaosJobs,
  concurrency: env.WORKER_CONCURRENCY,
  ...(absentMs && { absentMs }),
  ...(endMs && { blockedMs: endMs }),
});
process.on('SIGTERM', () => {
  void runner
    .stop()
    .then(close)
    .then(() => process.exit(0));
});
process.stdout.write('working\n');
