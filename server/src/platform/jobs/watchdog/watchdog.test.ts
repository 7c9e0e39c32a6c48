import { expect, onTestFinished, test } from 'vitest';
import { createLog } from '../../log.ts';
import { withJob } from '../../request-scope.ts';
import { startWatchdog } from './watchdog.ts';

/** A watchdog that speaks soon, and what it says. */
function startImpatient() {
  const lines: unknown[] = [];
  const { promise: heard, resolve } = Promise.withResolvers<void>();
  const write = (line: string) => {
    lines.push(JSON.parse(line));
    resolve();
  };
  const log = createLog('info', { write });
  onTestFinished(startWatchdog({ log, databaseUrl: '', warnMs: 500, endMs: 60_000 }));
  return { lines, heard };
}

const asJob = <T>(name: string, work: () => T) =>
  withJob({ requestId: 'r', trace: null, userId: null, job: { id: '7', name, keep: () => undefined } }, work);

/** Blocks for at most so long, by the clock. */
function spin(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

/** Begins in a turn of the loop of its own, once the watchdog has seen it go on. */
function later(work: () => void): void {
  setTimeout(work, 300);
}

test('a job that blocks the event loop is named, with the place, and goes on', async () => {
  const { lines, heard } = startImpatient();
  let isDone = false;
  later(() =>
    asJob('tests.slow', () => {
      spin(1500);
      isDone = true;
    }),
  );
  await heard;
  expect(isDone).toBe(true);
  expect(lines).toMatchObject([
    { by: 'tests.slow', jobId: '7', stack: expect.stringContaining('at spin'), blockedMs: expect.any(Number) },
  ]);
});

test('code that is no job and blocks it is told of as such', async () => {
  const { lines, heard } = startImpatient();
  later(() => spin(1500));
  await heard;
  expect(lines).toMatchObject([{ by: 'no job', stack: expect.stringContaining('at spin') }]);
});
