import { type TrackedEnvelope, tracked } from '@trpc/server';
import { watchCaller } from '../auth/watch-caller.ts';
import { whetherMayStay } from '../calls/context-for.ts';
import { parseInput } from '../calls/parse-input.ts';
import { platformFailure } from '../failure.ts';
import { type Call, declaredOnly, enter, type Implemented, limit } from './call.ts';
import { noteFailure } from './note-call.ts';

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
    const events = await noted(implemented, call, begin(implemented, { ...call, ctx: { ...call.ctx, signal } }));
    const mayStay = call.isWatched ? null : await whetherMayStay(contract, call.session);
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

/** Lets the caller of a subscription in; see `CompiledProcedure.listen`. */
export async function admitListener(implemented: Implemented, call: Call) {
  const { contract } = implemented;
  const admitted = await noted(implemented, call, admit(implemented, call));
  call.ctx.usage.answered(call, { contract, input: call.input });
  return admitted;
}

/** Counts one that is refused, as one that is answered is counted. */
async function noted<T>({ contract }: Implemented, call: Call, work: Promise<T>): Promise<T> {
  const begunMs = performance.now();
  return work.catch((error: unknown) => {
    noteFailure(call, { contract, begunMs, admitted: null }, error);
    throw error;
  });
}

async function admit(implemented: Implemented, call: Call) {
  const admitted = await enter(implemented, call);
  await limit(implemented, call, admitted);
  return { ...admitted, input: parseInput(implemented.contract.input, call.input) };
}

async function begin(implemented: Implemented, call: Call) {
  const { context, input } = await admit(implemented, call);
  // `implement` saw to it that the handler of a subscription returns an iterable of tracked events.
  return implemented.handler(context, input) as AsyncIterable<TrackedEnvelope<unknown>>;
}
