import type { z } from 'zod';
import type { Services } from '../context.ts';

/** What a running job is given. */
export interface JobContext extends Services {
  /** The queue's id of this job, the same for every attempt. */
  readonly jobId: string;
  /** Counts from 1. */
  readonly attempt: number;
  /** Aborted when the job's time is over or the process stops. */
  readonly signal: AbortSignal;
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
  /** When it runs by itself, in five fields, UTC; its payload is then `{}`. */
  readonly cron?: string;
}

/** A use case that runs later, at least once: repeating it has to be harmless. */
export interface Job<Payload> extends JobDefinition<Payload> {
  run(ctx: JobContext, payload: Payload): Promise<void>;
}

/** Any job, where its payload does not matter: what `runAny` is given is parsed first. */
export interface AnyJob extends JobDefinition<unknown> {
  runAny(ctx: JobContext, payload: unknown): Promise<void>;
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
    runAny: (ctx, payload) => definition.run(ctx, definition.payload.parse(payload)),
  };
}
