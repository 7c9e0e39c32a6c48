import type { JobHelpers, TaskList } from 'graphile-worker';
import { z } from 'zod';
import type { Services } from '../context.ts';
import { withRequestId } from '../request-scope.ts';
import { recordRun } from './history.ts';
import type { AnyJob } from './job.ts';

const defaultTimeoutMs = 60_000;

const Envelope = z.object({ data: z.unknown().default({}), requestId: z.string().nullish() });

/** The jobs as graphile-worker's tasks: each attempt parsed, bounded in time, recorded, and logged where it fails. */
export function taskList(jobs: readonly AnyJob[], services: Services): TaskList {
  return Object.fromEntries(jobs.map((job) => [job.name, taskOf(job, services)]));
}

function taskOf(job: AnyJob, services: Services) {
  return async (raw: unknown, { job: row, abortSignal }: JobHelpers) => {
    const { data, requestId = null } = Envelope.parse(raw);
    const start = { jobId: row.id, name: job.name, attempt: row.attempts, queuedAt: row.created_at, requestId };
    const log = services.log.child({ job: job.name, jobId: row.id });
    // The queue's own signal comes when the process has waited long enough for this job to end.
    const timeout = AbortSignal.timeout(job.timeoutMs ?? defaultTimeoutMs);
    const signal = abortSignal ? AbortSignal.any([timeout, abortSignal]) : timeout;
    await withRequestId(requestId ?? `job-${row.id}`, async () => {
      try {
        await recordRun(services, start, () => {
          const ctx = { ...services, log, jobId: row.id, attempt: row.attempts, signal };
          // Raced, because a job that does not look at its signal would hold its worker, and a stop, for as long as it likes.
          return Promise.race([job.runAny(ctx, data), abortion(signal)]);
        });
      } catch (error) {
        log.error({ err: error, attempt: row.attempts }, 'A job failed.');
        throw error;
      }
    });
  };
}

function abortion(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));
}
