import { expect, test } from 'vitest';
import { killWorkers } from './kill-workers.ts';
import { takePoison } from './poison-jobs.ts';
import { setStage } from './stage.ts';
import { stopWorkers } from './stop-workers.ts';
import { makeUpForGap } from './two-schedulers.ts';

// The quick half of the chaos tests; the whole of each is a row of `npm run test:faults`.

const patient = { timeout: 180_000 };

test(
  'the jobs of killed workers are done by another one, each effect once, and no living worker is taken for dead',
  patient,
  async () => {
    const result = await killWorkers(await setStage(), { rounds: 3, jobs: 6, ms: 1500, absentMs: 2000 });
    expect(result).toMatchObject({ killed: 3, lost: 0, doubleEffects: 0, livingTakenForDead: 0 });
    expect(result.restarted).toBeGreaterThan(0);
  },
);

test(
  'a worker that is told to stop leaves nothing locked, and does not wait for a job without an end',
  patient,
  async () => {
    const result = await stopWorkers(await setStage(), { rounds: 2, atATime: 2 });
    expect(result).toMatchObject({ stopped: 2, locked: 0, failedExits: 0, doubleEffects: 0 });
  },
);

test('two schedulers make up for every tick of a gap, each once', patient, async () => {
  const result = await makeUpForGap(await setStage(), { minutes: 20 });
  expect(result).toMatchObject({ missed: 0, doubled: 0 });
  expect(result.expected).toBeGreaterThanOrEqual(20);
});

test(
  'jobs that throw, hang or block the event loop are kept with their reason, and hold up no others',
  patient,
  async () => {
    const result = await takePoison(await setStage(), { others: 20, endMs: 2000 });
    expect(result).toMatchObject({
      kept: 3,
      attemptsTooMany: 0,
      isBlockerNamed: true,
      processesEnded: 1,
      othersLost: 0,
    });
  },
);
