import { stopPostgres } from '../test/chaos/stop-postgres.ts';
import { fault } from './fault.ts';

fault('R3', async (report) => {
  for (const mode of ['fast', 'immediate'] as const) {
    const result = await stopPostgres({ mode, jobs: 3000, awayMs: 6000 });
    report.exactly(`${mode}: processes live`, result.isAlive, true);
    report.exactly('live', result.live, 200);
    report.exactly('ready', result.ready, 503);
    report.exactly('routes of the database', result.statuses.join(' '), '503');
    report.durationMs('ready again', result.readyMs, 5000);
    report.durationMs('jobs flow', result.jobsMs, 15_000);
    report.exactly('lost', result.lost, 0);
    report.exactly('double effects', result.doubleEffects, 0);
    report.exactly('locked', result.locked, 0);
  }
});
