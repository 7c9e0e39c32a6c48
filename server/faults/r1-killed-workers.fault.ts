import { killWorkers } from '../test/chaos/kill-workers.ts';
import { setStage } from '../test/chaos/stage.ts';
import { fault } from './fault.ts';

fault('R1', async (report) => {
  // Four databases at once: most of a round is the wait for the sweep.
  const stages = await Promise.all(Array.from({ length: 4 }, () => setStage()));
  const results = await Promise.all(stages.map((stage) => killWorkers(stage, { rounds: 5, jobs: 10, ms: 3000 })));
  const sum = (read: (result: (typeof results)[number]) => number) =>
    results.reduce((total, result) => total + read(result), 0);
  report.exactly(
    'killed',
    sum(({ killed }) => killed),
    20,
  );
  report.exactly(
    'lost',
    sum(({ lost }) => lost),
    0,
  );
  report.exactly(
    'double effects',
    sum(({ doubleEffects }) => doubleEffects),
    0,
  );
  report.exactly(
    'of living workers let go',
    sum(({ livingTakenForDead }) => livingTakenForDead),
    0,
  );
  const restarted = sum((result) => result.restarted);
  report.exactly('some began anew', restarted > 0, true);
  report.durationMs(`restart of ${restarted}`, Math.max(...results.map(({ restartMs }) => restartMs)), 30_000);
});
