import { Prisma, type Tx } from '@hybrid/prisma';
import { currentRequestId } from '../request-scope.ts';
import type { JobDefinition } from './job.ts';

/** When and how a job runs. */
export interface EnqueueOptions {
  /** Not before this moment. */
  readonly runAt?: Date;
  /** Replaces a waiting job of the same key. */
  readonly key?: string;
  /** What is due runs in this order, the least first; 0 unless told. */
  readonly priority?: number;
}

/** How often a job is tried unless its definition says otherwise: with the queue's backoff, over about 6 hours. */
const defaultAttempts = 10;

/**
 * Puts a job into the queue inside the caller's transaction: it exists if the write does.
 *
 * @returns the queue's id of the job.
 *
 * @example
 * await enqueue(tx, finishNote, { noteId: note.id });
 */
export async function enqueue<Payload>(
  tx: Tx,
  job: JobDefinition<Payload>,
  ...[payload, options = {}]: [payload: NoInfer<Payload>, options?: EnqueueOptions]
): Promise<string> {
  // bigint ids have no place in JSON: text carries them.
  const [row] = await tx.$queryRaw<{ id: string }[]>`SELECT id::text FROM ${addedJob(job, payload, options)} AS job`;
  if (!row) throw new Error(`The queue gave no id for a job ${job.name}.`);
  return row.id;
}

/**
 * The job that a statement puts into the queue by having this in its FROM: for a write that is one statement, and no transaction
 * around it.
 *
 * @public
 */
export function addedJob<Payload>(
  job: JobDefinition<Payload>,
  ...[payload, options = {}]: [payload: NoInfer<Payload>, options?: EnqueueOptions]
): Prisma.Sql {
  const envelope = envelopeOf(job, payload);
  const { runAt = null, key = null, priority = 0 } = options;
  return Prisma.sql`graphile_worker.add_job(
      identifier => ${job.name}, payload => ${envelope}::json, run_at => ${runAt}::timestamptz,
      max_attempts => ${job.attempts ?? defaultAttempts}::int, job_key => ${key}, priority => ${priority}::int)`;
}

/** Puts many jobs of one kind into the queue in one statement: one by one, they would take a transaction's time. */
export async function enqueueAll<Payload>(
  tx: Tx,
  job: JobDefinition<Payload>,
  ...[payloads, { priority = 0 } = {}]: [
    payloads: readonly NoInfer<Payload>[],
    options?: Pick<EnqueueOptions, 'priority'>,
  ]
): Promise<void> {
  if (payloads.length === 0) return;
  const envelopes = payloads.map((payload) => envelopeOf(job, payload));
  await tx.$executeRaw`
    SELECT FROM unnest(${envelopes}::text[]) AS given(envelope)
    CROSS JOIN LATERAL graphile_worker.add_job(
      identifier => ${job.name}, payload => given.envelope::json,
      max_attempts => ${job.attempts ?? defaultAttempts}::int, priority => ${priority}::int)`;
}

function envelopeOf<Payload>(job: JobDefinition<Payload>, payload: Payload): string {
  return JSON.stringify({ data: job.payload.parse(payload), requestId: currentRequestId() });
}
