import { answerOnce } from '../calls/answer-once.ts';
import type { Admitted } from '../calls/context-for.ts';
import { noteImpersonated } from '../calls/note-impersonated.ts';
import { parseInput } from '../calls/parse-input.ts';
import type { Context } from '../context.ts';
import { type Call, declaredOnly, enter, type Implemented, limit } from './call.ts';
import { noteAnswer, noteFailure } from './note-call.ts';

/** Answers a query or a mutation; see `compile` for the order. */
export async function answerCall(implemented: Implemented, call: Call): Promise<unknown> {
  const { contract } = implemented;
  const begunMs = performance.now();
  let admitted: Admitted | null = null;
  try {
    admitted = await enterNoted(implemented, call);
    const isKeyed = contract.idempotent === true && call.idempotencyKey !== undefined;
    // What was answered before is answered again, also to somebody who may do no more of it for now.
    if (!isKeyed && contract.limit !== undefined) await limit(implemented, call, admitted);
    const input = call.readInput ? await call.readInput() : call.input;
    const answer = isKeyed ? answerKeyed : answerPlain;
    const output = await answer(implemented, { ...call, input }, admitted);
    noteAnswer(call, { contract, begunMs, admitted }, input);
    return output;
  } catch (error) {
    const told = declaredOnly(implemented, error);
    noteFailure(call, { contract, begunMs, admitted }, told);
    throw told;
  }
}

/** Lets a call in; what staff write as somebody else is written down first. */
async function enterNoted(implemented: Implemented, call: Call): Promise<Admitted> {
  const admitted = await enter(implemented, call);
  if (admitted.user?.impersonator) await noteImpersonated(implemented.contract, call, admitted.user);
  return admitted;
}

async function answerPlain(
  { contract, handler }: Implemented,
  { input }: Call,
  { context }: Admitted,
): Promise<unknown> {
  return contract.output.parse(await handler(context, parseInput(contract.input, input)));
}

async function answerKeyed(implemented: Implemented, call: Call, admitted: Admitted): Promise<unknown> {
  const { contract, handler } = implemented;
  const { name, idempotencyKey: key = '', input } = call;
  // The contract's own rules say that whoever calls what is carried out once is signed in.
  const context = admitted.context as Context;
  const parsed = parseInput(contract.input, input);
  return answerOnce(context, { name, contract, key, input }, async (db) => {
    await limit(implemented, call, admitted);
    const inTransaction: Context = { ...context, db };
    return contract.output.parse(await handler(inTransaction, parsed));
  });
}
