import { createHash } from 'node:crypto';
import { canonical } from '@hybrid/contracts/gate';
import type { AnyProcedure } from '@hybrid/contracts/kernel';
import type { Db, Tx } from '@hybrid/prisma';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { Failure, platformFailure } from '../failure.ts';

/** A write that names itself, so that it is carried out once. */
export interface KeyedCall {
  readonly name: string;
  readonly contract: AnyProcedure;
  readonly key: string;
  readonly input: unknown;
}

/** For how long a repeated call is answered as the first one was. */
export const keptHours = 24;

/** What became of a write; as text, which holds whatever JSON holds. */
interface Saved {
  readonly inputHash: string;
  readonly answer: string;
  readonly failure: string | null;
}

const SavedFailure = z.object({ name: z.string(), data: z.unknown() });

/**
 * Carries out a write once for its key, and answers every repetition as it answered the first.
 *
 * @remarks
 * The write, and that it was carried out, become true in one transaction: a process that is killed in between leaves neither, and
 * the repetition does both. While one attempt is on its way another is refused rather than made to wait. A declared
 * failure is an answer as well; it undid what the write had begun, so that it is kept in a transaction of its own. What the
 * platform refuses, and what is a bug, is not kept: the repetition may fare better.
 *
 * @param run carries out the write in the transaction that it is given.
 * @throws IDEMPOTENCY_CONFLICT while it is being carried out (409), or for another input under the same key (422).
 */
export async function answerOnce(ctx: Context, call: KeyedCall, run: (db: Db) => Promise<unknown>): Promise<unknown> {
  const { db } = ctx;
  const id = hash(`${ctx.user.id}\n${call.name}\n${call.key}`);
  const inputHash = hash(canonical({ input: call.input }));
  try {
    return await db.$transaction(async (tx) => {
      await demandTurn(tx, id);
      const saved = await find(tx, id, ctx.now());
      if (saved) return repeat(saved, inputHash, call.contract);
      // A transaction of Prisma's begins others within itself, by savepoints; only its type does not say so.
      const answer = await run(tx as unknown as Db);
      await save(tx, { id, inputHash, at: ctx.now(), answer });
      return answer;
    });
  } catch (error) {
    const isAnswer = error instanceof Failure && Object.hasOwn(call.contract.errors, error.error.name);
    if (isAnswer) await save(db, { id, inputHash, at: ctx.now(), failure: error.error });
    throw error;
  }
}

/** Whoever holds the turn carries the write out; the transaction's end gives it back, whichever way it ends. */
async function demandTurn(tx: Tx, id: string): Promise<void> {
  const [row] = await tx.$queryRaw<{ isMine: boolean }[]>`
    SELECT pg_try_advisory_xact_lock(hashtextextended(${id}, 0)) AS "isMine"`;
  if (!row?.isMine) throw platformFailure('IDEMPOTENCY_CONFLICT', { reason: 'in_flight' });
}

async function find(tx: Tx, id: string, now: Date): Promise<Saved | null> {
  const since = new Date(now.getTime() - keptHours * 3_600_000);
  const [row] = await tx.$queryRaw<Saved[]>`
    SELECT input_hash AS "inputHash", answer, failure FROM idempotent_answer WHERE id = ${id} AND at > ${since}`;
  return row ?? null;
}

function repeat(saved: Saved, inputHash: string, { errors }: AnyProcedure): unknown {
  if (saved.inputHash !== inputHash) throw otherInput();
  if (saved.failure === null) return JSON.parse(saved.answer);
  const { name, data } = SavedFailure.parse(JSON.parse(saved.failure));
  const { status = 409, message = name } = errors[name] ?? {};
  throw new Failure({ status, message }, { name, data });
}

/** No repetition of it will fare better: it says something else than the platform's own sentence, under another status. */
function otherInput(): Failure {
  const message = 'This was sent before under the same key, with something else in it.';
  return new Failure({ status: 422, message }, { name: 'IDEMPOTENCY_CONFLICT', data: { reason: 'other_input' } });
}

interface Saving {
  readonly id: string;
  readonly inputHash: string;
  readonly at: Date;
  readonly answer?: unknown;
  readonly failure?: Failure['error'];
}

/** One that has expired gives way; of two that failed at once either may stand. */
async function save(db: Db | Tx, { id, inputHash, at, answer, failure }: Saving): Promise<void> {
  const failed = failure ? JSON.stringify(failure) : null;
  await db.$executeRaw`
    INSERT INTO idempotent_answer (id, input_hash, at, answer, failure)
    VALUES (${id}, ${inputHash}, ${at}, ${JSON.stringify(answer ?? null)}, ${failed})
    ON CONFLICT (id) DO UPDATE SET input_hash = EXCLUDED.input_hash, at = EXCLUDED.at,
      answer = EXCLUDED.answer, failure = EXCLUDED.failure`;
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
