import { killWorkers } from '../test/chaos/kill-workers.ts';
import { setStage } from '../test/chaos/stage.ts';
import { fault } from './fault.ts';

fault('R1', async (report) => {
  const result = await killWorkers(await setStage(), { rounds: 20, jobs: 10, ms: 3000 });
  report.exactly('killed', result.killed, 20);
  report.exactly('lost', result.lost, 0);
  report.exactly('double effects', result.doubleEffects, 0);
  report.exactly('of living workers let go', result.livingTakenForDead, 0);
  report.exactly('some began anew', result.restarted > 0, true);
  report.durationMs(`restart of ${result.restarted}`, result.restartMs, 30_000);
});
