import type { z } from 'zod';
import type { Services } from '../context.ts';

/** What a running job is given. */
export interface JobContext extends Services {
  /** The queue's id of this job, the same for every attempt. */
  readonly jobId: string;
  /** The job's name. */
  readonly jobName: string;
  /** Counts from 1. */
  readonly attempt: number;
  /** The moment of the schedule that it runs for; null where it was enqueued. */
  readonly tick: Date | null;
  /** Aborted when the job's time is over, when somebody cancels it, when its worker is lost, or the process stops. */
  readonly signal: AbortSignal;
  /** Says how far it is. May be called as often as one likes: it is shown and kept about once a second. */
  progress(progress: Progress): void;
}

/** How far a job is. */
export interface Progress {
  readonly done: number;
  /** Of how many, where that is known. */
  readonly total?: number;
  /** What it does now, in a few words. */
  readonly note?: string;
}

/** When a job runs by itself. */
export interface Schedule {
  /** Minute, hour, day of the month, month, day of the week; as in crontab. */
  readonly line: string;
  /** By which its ticks are remembered: the job's name unless told. To change it is to forget them. */
  readonly id?: string;
  /** Whose clock it goes by, e.g. `Europe/Berlin`; UTC unless told. */
  readonly timeZone?: string;
  /** How late a tick that was missed, because no worker ran, is still made up for; five minutes unless told: a deploy. */
  readonly backfillMs?: number;
}

/** What is known of a job apart from what it does: all that `enqueue` needs. */
export interface JobDefinition<Payload> {
  /** Begins with the feature: `notes.finish`. */
  readonly name: string;
  readonly payload: z.ZodType<Payload>;
  /** How often it is tried before it counts as failed; 10 unless told. */
  readonly attempts?: number;
  /** How long one attempt may take; 60 s unless told. */
  readonly timeoutMs?: number;
  /** When it runs by itself; its payload is then `{}`. A line alone is by UTC. */
  readonly cron?: string | Schedule;
  /** A job that waits under the same key is replaced: there is one for each key. */
  readonly key?: (payload: Payload) => string;
  /** Whose concurrency it shares, where `WORKER_QUEUES` sets one: `mail`. */
  readonly queue?: string;
  /** What is due runs in this order, the least first; 0 unless told. */
  readonly priority?: number;
  /** From whom the console keeps fields of its payload. Those called by a name like `password`, `token` or `secret` nobody sees. */
  readonly keptFrom?: KeptFields<Payload>;
}

/** From whom fields are kept: from viewers, or from everybody. */
export type KeptFields<Payload> = { readonly [Field in keyof Payload]?: 'viewers' | 'everybody' };

/** A use case that runs later, at least once: repeating it has to be harmless. `once` makes it so. */
export interface Job<Payload> extends JobDefinition<Payload> {
  run(ctx: JobContext, payload: Payload): Promise<void>;
}

/** Any job, where its payload does not matter: what `runAny` is given is parsed first. */
export interface AnyJob extends Omit<JobDefinition<unknown>, 'key' | 'keptFrom'> {
  readonly keptFrom?: Readonly<Record<string, 'viewers' | 'everybody' | undefined>>;
  runAny(ctx: JobContext, payload: unknown): Promise<void>;
}

/** A payload that the job of this release does not take: what another release enqueued, or a person. */
class PayloadError extends Error {
  override readonly name = 'PayloadError';
}

/**
 * Declares a job.
 *
 * @example
 * job({ name: 'accounts.purgeSessions', payload: z.object({}), cron: '15 3 * * *', run: purgeSessions })
 */
export function job<Payload>(definition: Job<Payload>): Job<Payload> & AnyJob {
  return {
    ...definition,
    async runAny(ctx, payload) {
      const parsed = definition.payload.safeParse(payload);
      if (!parsed.success) {
        const issues = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'payload'}: ${message}`);
        const text = `This release knows ${definition.name} with another payload. ${issues.join('; ')}`;
        throw new PayloadError(text, { cause: parsed.error });
      }
      await definition.run(ctx, parsed.data);
    },
  };
}

/** The queue of a job that names none. */
export const defaultQueue = 'default';

/** The schedule of a job, or null. */
export function scheduleOf({ name, cron }: Pick<AnyJob, 'name' | 'cron'>): Required<Schedule> | null {
  if (cron === undefined) return null;
  const given = typeof cron === 'string' ? { line: cron } : cron;
  return { id: name, timeZone: 'UTC', backfillMs: 5 * 60_000, ...given };
}
