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
 * @remarks
 * It takes the place of one that waits under its key. The queue would give it the id of that one and count its attempts from 1 again; where
 * that one was tried already, its attempts and what it did once would be taken for those of the new one, which has an id of its own
 * therefore.
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
  const spec = specOf(job, payload, options);
  const { key } = spec;
  // bigint ids have no place in JSON: text carries them.
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    ${key === null ? Prisma.empty : Prisma.sql`WITH ${takenOut(Prisma.sql`jobs.key = ${key}`)}`}
    SELECT id::text FROM ${added(job, spec, options)} AS job`;
  if (!row) throw new Error(`The queue gave no id for a job ${job.name}.`);
  return row.id;
}

/**
 * The job that a statement puts into the queue by having this in its FROM: for a write that is one statement, and no transaction
 * around it.
 *
 * @remarks
 * For a job without a key: what was tried already under the same would not be taken out.
 *
 * @public
 */
export function addedJob<Payload>(
  job: JobDefinition<Payload>,
  ...[payload, options = {}]: [payload: NoInfer<Payload>, options?: EnqueueOptions]
): Prisma.Sql {
  const spec = specOf(job, payload, options);
  if (spec.key !== null) throw new Error(`A job ${job.name} has a key, and is put into the queue by enqueue.`);
  return added(job, spec, options);
}

function added(
  { name, attempts = defaultAttempts }: Pick<JobDefinition<never>, 'name' | 'attempts'>,
  { envelope, key, priority }: Spec,
  { runAt }: EnqueueOptions,
): Prisma.Sql {
  return Prisma.sql`graphile_worker.add_job(
      identifier => ${name}, payload => ${JSON.stringify(envelope)}::json, run_at => ${runAt ?? null}::timestamptz,
      max_attempts => ${attempts}::int, job_key => ${key === null ? null : Prisma.sql`CASE WHEN ${areOut} THEN ${key} END`}, priority => ${priority}::int)`;
}

/**
 * Takes jobs out that were tried already and wait to be tried again, in a WITH. One that was interrupted counts no attempt; that it began
 * is known by the history.
 */
function takenOut(which: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`taken_out AS (
    DELETE FROM graphile_worker._private_jobs AS jobs
    WHERE ${which} AND is_available AND (attempts > 0 OR EXISTS (SELECT FROM job_run WHERE job_id = jobs.id::text))
    RETURNING jobs.id)`;
}

/** True, and not before those are out that there are: Postgres changes what a WITH changes when somebody asks for it. */
const areOut = Prisma.sql`(SELECT count(*) FROM taken_out) >= 0`;

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
  const keys = distinct.flatMap(({ key }) => key ?? []);
  const hasKeys = keys.length > 0;
  const { runAt = null } = options;
  return tx.$executeRaw`
    ${hasKeys ? Prisma.sql`WITH ${takenOut(Prisma.sql`jobs.key = ANY(${keys}::text[])`)}` : Prisma.empty}
    SELECT FROM graphile_worker.add_jobs(ARRAY(
      SELECT (${job.name}::text, given.envelope, NULL, ${runAt}::timestamptz, ${job.attempts ?? defaultAttempts}::smallint, given.key,
        given.priority, NULL)::graphile_worker.job_spec
      FROM json_to_recordset(${JSON.stringify(distinct)}::json) AS given(envelope json, key text, priority smallint)
      WHERE ${hasKeys ? areOut : Prisma.sql`true`}))`;
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
