import { type AnyProcedure, parseRate, rateOf } from '@hybrid/contracts/kernel';
import type { AnonymousContext, Caller } from '../context.ts';

/** Who calls what, as far as a limit asks. */
interface CountedCall {
  readonly name: string;
  readonly ctx: AnonymousContext;
  readonly address: string;
  readonly user: Caller | null;
}

/**
 * Counts a call against the limit that its contract states.
 *
 * @throws TOO_MANY_REQUESTS with the seconds to wait.
 */
export async function limitCall({ limit }: AnyProcedure, { name, ctx, address, user }: CountedCall): Promise<void> {
  if (limit === undefined) return;
  const { rate, bucket } = rateOf(limit, name);
  await ctx.limits.beforeCall(bucket, parseRate(rate), { userId: user?.id ?? null, address });
}
