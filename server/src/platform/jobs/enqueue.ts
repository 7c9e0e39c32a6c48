import { Prisma, type Tx } from '@hybrid/prisma';
import { currentActing, currentRequestId, currentTrace, currentUserId } from '../request-scope.ts';
import type { JobDefinition } from './job.ts';

/** When and how a job runs. */
export interface EnqueueOptions {
  /** Not before this moment. */
  readonly runAt?: Date;
  /** Replaces a waiting job of the same key; that of the definition unless told. */
  readonly key?: string;
  /** What is due runs in this order, the least first; that of the definition unless told. */
  readonly priority?: number;
}

/** How often a job is tried unless its definition says otherwise: with the queue's backoff, over about 6 hours. */
export const defaultAttempts = 10;

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
  const { runAt = null } = options;
  const { envelope, key, priority } = specOf(job, payload, options);
  return Prisma.sql`graphile_worker.add_job(
      identifier => ${job.name}, payload => ${JSON.stringify(envelope)}::json, run_at => ${runAt}::timestamptz,
      max_attempts => ${job.attempts ?? defaultAttempts}::int, job_key => ${key}, priority => ${priority}::int)`;
}

/**
 * Puts many jobs of one kind into the queue in one statement: ten thousand one by one would take a transaction's time.
 *
 * @returns how many there are: of several payloads under one key, the last counts.
 */
export async function enqueueMany<Payload>(
  tx: Tx,
  job: JobDefinition<Payload>,
  ...[payloads, options = {}]: [payloads: readonly NoInfer<Payload>[], options?: Omit<EnqueueOptions, 'key'>]
): Promise<number> {
  if (payloads.length === 0) return 0;
  const specs = payloads.map((payload) => specOf(job, payload, options));
  // The queue refuses two jobs of one key in one call.
  const distinct = [...new Map(specs.map((spec, index) => [spec.key ?? index, spec])).values()];
  const { runAt = null } = options;
  return tx.$executeRaw`
    SELECT FROM graphile_worker.add_jobs(ARRAY(
      SELECT (${job.name}::text, given.envelope, NULL, ${runAt}::timestamptz, ${job.attempts ?? defaultAttempts}::smallint, given.key,
        given.priority, NULL)::graphile_worker.job_spec
      FROM json_to_recordset(${JSON.stringify(distinct)}::json) AS given(envelope json, key text, priority smallint)))`;
}

interface Spec {
  readonly envelope: object;
  readonly key: string | null;
  readonly priority: number;
}

function specOf<Payload>(job: JobDefinition<Payload>, payload: Payload, options: EnqueueOptions): Spec {
  return {
    envelope: envelopeOf(job.payload.parse(payload)),
    key: options.key ?? job.key?.(payload) ?? null,
    priority: options.priority ?? job.priority ?? 0,
  };
}

/** What is undefined takes no place in it: nobody but staff who act as somebody has an actor. */
function envelopeOf(data: unknown): object {
  return {
    data,
    requestId: currentRequestId(),
    trace: currentTrace() ?? undefined,
    userId: currentUserId() ?? undefined,
    actorId: currentActing()?.actorId,
  };
}
