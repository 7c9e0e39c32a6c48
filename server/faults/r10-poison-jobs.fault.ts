import { takePoison } from '../test/chaos/poison-jobs.ts';
import { setStage } from '../test/chaos/stage.ts';
import { fault } from './fault.ts';

fault('R10', async (report) => {
  const result = await takePoison(await setStage(), { others: 100 });
  report.exactly('kept for a person', result.kept, 3);
  report.exactly('attempts past the most', result.attemptsTooMany, 0);
  report.exactly('the blocking job is named', result.isBlockerNamed, true);
  report.exactly('processes ended', result.processesEnded, 1);
  report.exactly('others lost', result.othersLost, 0);
  report.durationMs('others delayed', result.othersMs, 30_000);
});
