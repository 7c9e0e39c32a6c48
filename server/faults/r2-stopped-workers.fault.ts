import { setStage } from '../test/chaos/stage.ts';
import { stopWorkers } from '../test/chaos/stop-workers.ts';
import { fault } from './fault.ts';

fault('R2', async (report) => {
  const result = await stopWorkers(await setStage(), { rounds: 50, atATime: 5 });
  report.exactly('stopped', result.stopped, 50);
  report.exactly('locked after exit', result.locked, 0);
  report.exactly('exits not in order', result.failedExits, 0);
  report.exactly('double effects', result.doubleEffects, 0);
  report.durationMs('exit', result.exitMs, 25_000);
});
