import type { AnyProcedure } from '@hybrid/contracts/kernel';
import { answerCall } from './answer-call.ts';
import type { CompiledProcedure, Implemented } from './call.ts';
import { admitListener, serveStream } from './serve-stream.ts';

/**
 * Compiles a procedure and its handler into the one pipeline that every door uses: whether the client is too old for it, who
 * may call, how often, the input, whether it was carried out already, the handler, its declared errors, the output.
 *
 * @remarks
 * Who may call is decided before the input is looked at, so that a stranger learns nothing from its errors. A stream asks
 * again for as long as it is open; its handler has to end when `ctx.signal` aborts.
 *
 * @param options `lookMs` is how often a stream asks.
 */
export function compile(
  contract: AnyProcedure,
  handler: Implemented['handler'],
  { lookMs }: { lookMs?: number } = {},
): CompiledProcedure {
  const implemented: Implemented = { contract, handler };
  return {
    contract,
    run: (call) => answerCall(implemented, call),
    listen: (call) => admitListener(implemented, call),
    stream: (call) => serveStream(implemented, call, { lookMs }),
  };
}
