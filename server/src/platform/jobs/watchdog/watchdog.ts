import { Worker as Thread } from 'node:worker_threads';
import type { Logger } from '../../log.ts';
import { currentJob } from '../../request-scope.ts';
import { askName, type Blocked, type WatchedProcess } from './seen.ts';

/** What the watchdog works with. */
interface WatchdogOptions {
  readonly log: Logger;
  readonly databaseUrl: string;
  /** How long the event loop may be blocked until that is said; 1 s unless told. */
  readonly warnMs?: number;
  /** How long a job may block it until the process is ended; 10 s unless told. */
  readonly endMs?: number;
}

const beatMs = 100;

/**
 * Watches from a thread of its own whether the event loop goes on.
 *
 * @remarks
 * Code that never gives the loop back stops every job, request and heartbeat of the process, and nothing in the same thread
 * can end it. The other thread halts it as a debugger does, and asks which job it belongs to and where it is. A job that
 * blocks the loop for `endMs` is given up for a person to look at, since it would most likely do the same again; what else
 * the process had taken from the queue goes back as it was, and the process is killed for another to begin. To end the code
 * and go on is no choice: Node gives up a process in which code was ended in the middle. Code that is no job's is told of,
 * and left alone.
 *
 * @returns what ends the watch.
 */
export function startWatchdog({
  log,
  databaseUrl,
  warnMs = 1000,
  endMs = 10_000,
}: WatchdogOptions): () => Promise<void> {
  const beats = new Int32Array(new SharedArrayBuffer(4));
  const timer = setInterval(() => Atomics.add(beats, 0, 1), beatMs).unref();
  Reflect.set(globalThis, Symbol.for(askName), tellJob);
  const workerData: WatchedProcess = { beats, warnMs, endMs, databaseUrl };
  const thread = new Thread(threadFile(), { workerData });
  thread.on('message', ({ job, ms, stack }: Blocked) => {
    log.warn({ blockedMs: ms, by: job?.name ?? 'no job', jobId: job?.id, stack }, 'The event loop was blocked.');
  });
  thread.on('error', (error) => log.error({ err: error }, 'The watchdog of the event loop ended.'));
  thread.unref();
  return async () => {
    clearInterval(timer);
    await thread.terminate();
  };
}

/** Beside this file in the source, and beside the bundle in production. */
function threadFile(): URL {
  return new URL(import.meta.url.endsWith('.ts') ? './thread.ts' : './watchdog-thread.js', import.meta.url);
}

/** Which job the halted code belongs to, as JSON: what else is known of it stays where it is. */
function tellJob(): string {
  const job = currentJob();
  return JSON.stringify(job && { id: job.id, name: job.name });
}
