import { writeSync } from 'node:fs';
import { url as debuggerUrl } from 'node:inspector';
import { parentPort, workerData } from 'node:worker_threads';
import { giveUp } from './give-up.ts';
import { halt } from './halt.ts';
import type { Blocked, Seen, WatchedProcess } from './seen.ts';

// The thread of the watchdog: see watchdog.ts. It counts its own ticks and not the time, so that a machine that slept, or a
// process that was halted whole, blocks nothing.

const { beats, warnMs, endMs, databaseUrl } = workerData as WatchedProcess;
const tickMs = 100;
/** How long until it looks once more for a job, where the frame in which it halted told of none. */
const againMs = 5000;

let last = -1;
let ticks = 0;
let hasLooked = false;
/** From when on it ends what blocks it, in ms since it is blocked; never while it is at it, and later where it found no job. */
let endAtMs = endMs;
/** What was seen while it was blocked, to be told when the loop goes on. */
let seen: Seen | null = null;

setInterval(() => {
  const beat = Atomics.load(beats, 0);
  if (beat === last) onBlocked();
  else onBeat(beat);
}, tickMs);

function onBeat(beat: number): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- The port of a thread has no origin.
  if (seen) parentPort?.postMessage({ ...seen, ms: ticks * tickMs } satisfies Blocked);
  last = beat;
  ticks = 0;
  hasLooked = false;
  endAtMs = endMs;
  seen = null;
}

function onBlocked(): void {
  // Somebody looks at it with a debugger, and may well have halted it.
  if (debuggerUrl() !== undefined) return;
  ticks += 1;
  if (ticks * tickMs >= warnMs && !hasLooked) {
    hasLooked = true;
    halt((found, goOn) => {
      seen = found;
      goOn();
    });
  }
  if (ticks * tickMs >= endAtMs) {
    endAtMs = Infinity;
    halt(end);
  }
}

function end({ job, stack }: Seen, goOn: () => void): void {
  // It went on before it was halted: what is seen is something else.
  if (Atomics.load(beats, 0) !== last || ticks * tickMs < endMs) return goOn();
  if (!job) {
    endAtMs = ticks * tickMs + againMs;
    return goOn();
  }
  const about = { by: job.name, jobId: job.id, stack };
  giveUp(databaseUrl, { id: job.id, error: `It blocked the event loop for ${endMs / 1000} s.\n${stack}` }).then(
    () => kill(about),
    // Its attempt counts, and others let go of what the process had.
    (reason: unknown) => kill({ ...about, reason: String(reason) }),
  );
}

/** Ends the process, with whatever blocks it. Its own log stands still. */
function kill(about: object): void {
  const msg = 'A job blocked the event loop for too long; the process is killed.';
  writeSync(1, `${JSON.stringify({ level: 'fatal', time: new Date().toISOString(), ...about, msg })}\n`);
  process.kill(process.pid, 'SIGKILL');
}
