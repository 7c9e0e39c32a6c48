import type { AnyProcedure } from '@hybrid/contracts/kernel';
import type { Admitted } from '../calls/context-for.ts';
import { currentActing } from '../request-scope.ts';
import type { Call } from './call.ts';
import { describeError } from './error-shape.ts';

/** What is known of a call at its end. */
interface Ended {
  readonly contract: AnyProcedure;
  /** By the clock that never goes back. */
  readonly begunMs: number;
  /** Who called, where they were let in. */
  readonly admitted: Admitted | null;
}

/** Counts a call that was answered, and remembers it where it is one of those. */
export function noteAnswer(call: Call, { contract, begunMs, admitted }: Ended, input: unknown): void {
  const { usage } = call.ctx;
  const endedMs = performance.now();
  usage.answered(call, { contract, input, begunMs, endedMs });
  const tookMs = endedMs - begunMs;
  // What is done as somebody else is remembered whatever it is; only what is not is asked for that.
  if (!usage.notes.isWanted(contract.kind, tookMs) && !admitted?.user?.impersonator) return;
  remember(call, contract, { admitted, tookMs, status: 200, error: null });
}

/** Counts a call that was refused or failed, and remembers it. */
export function noteFailure(call: Call, { contract, begunMs, admitted }: Ended, thrown: unknown): void {
  call.ctx.usage.failed(call);
  const { status, answer } = describeError(thrown);
  const tookMs = performance.now() - begunMs;
  remember(call, contract, { admitted, tookMs, status, error: answer.error.name });
}

function remember(
  { name, client, ctx }: Call,
  { kind }: AnyProcedure,
  { admitted, tookMs, ...how }: Pick<Ended, 'admitted'> & { tookMs: number; status: number; error: string | null },
): void {
  const acting = currentActing();
  ctx.usage.notes.add({
    ...how,
    // Whoever acts as somebody is known of a call, too, that they were not let into.
    userId: admitted?.user?.id ?? acting?.asId ?? null,
    actorId: acting?.actorId ?? null,
    tookMs: Math.round(tookMs),
    requestId: ctx.requestId,
    at: ctx.now(),
    procedure: name,
    kind,
    client: client.name,
    version: client.version,
  });
}
