import { type TrackedEnvelope, tracked } from '@trpc/server';
import { watchCaller } from '../auth/watch-caller.ts';
import { whetherMayStay } from '../calls/context-for.ts';
import { parseInput } from '../calls/parse-input.ts';
import { platformFailure } from '../failure.ts';
import { type Call, declaredOnly, enter, type Implemented, limit, noted } from './call.ts';

/**
 * Serves a subscription for as long as its caller may listen.
 *
 * @param options `lookMs` is how often that is asked.
 */
export async function* serveStream(
  implemented: Implemented,
  call: Call,
  { lookMs }: { lookMs?: number | undefined },
): AsyncGenerator<TrackedEnvelope<unknown>> {
  const { contract } = implemented;
  const refused = new AbortController();
  const signal = AbortSignal.any([call.ctx.signal, refused.signal]);
  let stopWatching = () => {};
  try {
    const events = await noted(call, begin(implemented, { ...call, ctx: { ...call.ctx, signal } }));
    const mayStay = await whetherMayStay(contract, call.session);
    if (mayStay) stopWatching = watchCaller({ mayStay, onRefused: () => refused.abort(), everyMs: lookMs });
    call.ctx.usage.answered(call, { contract, input: call.input });
    for await (const [id, data] of events) {
      if (refused.signal.aborted) break;
      yield tracked(id, await contract.output.parseAsync(data));
    }
  } catch (error) {
    // A handler may end by throwing what the signal gave as its reason.
    if (!refused.signal.aborted) throw declaredOnly(implemented, error);
  } finally {
    stopWatching();
  }
  // A stream that only ends is opened again by the client, as after a restart of ours.
  if (refused.signal.aborted) throw platformFailure('UNAUTHORIZED');
}

async function begin(implemented: Implemented, call: Call) {
  const { contract, handler } = implemented;
  const admitted = await enter(implemented, call);
  await limit(implemented, call, admitted);
  // `implement` saw to it that the handler of a subscription returns an iterable of tracked events.
  return handler(admitted.context, parseInput(contract.input, call.input)) as AsyncIterable<TrackedEnvelope<unknown>>;
}
