import { answerOnce } from '../calls/answer-once.ts';
import type { Admitted } from '../calls/context-for.ts';
import { parseInput } from '../calls/parse-input.ts';
import type { Context } from '../context.ts';
import { type Call, type CallBegun, declaredOnly, enter, type Implemented, limit, noted } from './call.ts';

/** Lets a caller in; see `CompiledProcedure.admit`. */
export async function admitCall(implemented: Implemented, call: CallBegun) {
  const answer = await noted(call, open(implemented, call));
  return async (input: unknown): Promise<unknown> => {
    const output = await noted(call, answer(input));
    call.ctx.usage.answered(call, { contract: implemented.contract, input });
    return output;
  };
}

async function open(implemented: Implemented, call: CallBegun) {
  const admitted = await enter(implemented, call);
  const isKeyed = implemented.contract.idempotent === true && call.idempotencyKey !== undefined;
  // What was answered before is answered again, also to somebody who may do no more of it for now.
  if (!isKeyed) await limit(implemented, call, admitted);
  const answer = isKeyed ? answerKeyed : answerPlain;
  return async (input: unknown) => {
    try {
      return await answer(implemented, { ...call, input }, admitted);
    } catch (error) {
      throw declaredOnly(implemented, error);
    }
  };
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
