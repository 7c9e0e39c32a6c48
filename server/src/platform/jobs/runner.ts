import { setTimeout as wait } from 'node:timers/promises';
import { type Shift, type ShiftOptions, startShift } from './shift.ts';

/** The worker and scheduler of a process. */
export interface JobRunner {
  /** Whether jobs are being taken from the queue now. */
  isRunning(): boolean;
  /** Takes no more jobs, waits for those that run, and lets go of what did not finish in time. */
  stop(): Promise<void>;
}

const restartMs = 1000;

/**
 * Runs jobs and their schedule until it is stopped, beginning anew when the database comes back after a loss.
 *
 * @remarks
 * graphile-worker ends for good when its pool fails; this is what notices and starts another.
 */
export async function startJobs(options: ShiftOptions): Promise<JobRunner> {
  const stopping = new AbortController();
  let shift: Shift | null = await startShift(options, []);
  const supervised = supervise(options, {
    first: shift,
    stopping: stopping.signal,
    onChange: (current) => (shift = current),
  });
  return {
    isRunning: () => shift !== null && !stopping.signal.aborted,
    async stop() {
      stopping.abort();
      await shift?.stop();
      await supervised;
    },
  };
}

interface Watch {
  readonly first: Shift;
  readonly stopping: AbortSignal;
  onChange(shift: Shift | null): void;
}

async function supervise(options: ShiftOptions, { first, onChange, stopping }: Watch): Promise<void> {
  const { log } = options.services;
  const ended: string[] = [];
  let shift: Shift | null = first;
  while (!stopping.aborted) {
    if (shift) {
      await shift.ended.catch((error: unknown) => log.error({ err: error }, 'The worker failed.'));
      if (stopping.aborted) return;
      log.warn('The worker lost its database; another one starts.');
      onChange(null);
      await shift.stop();
      ended.push(...shift.workerIds);
    }
    await wait(restartMs, undefined, { signal: stopping }).catch(() => undefined);
    if (stopping.aborted) return;
    shift = await startShift(options, ended).catch((error: unknown) => {
      log.warn({ reason: String(error) }, 'The worker cannot start yet.');
      return null;
    });
    onChange(shift);
  }
  await shift?.stop();
}
