import type { AnyProcedure } from '@hybrid/contracts/kernel';
import { audit } from '../admin/audit.ts';
import type { RequestSession } from '../auth/session.ts';
import type { AnonymousContext, Caller } from '../context.ts';

/** A call, as far as it is written down. */
interface NotedCall {
  readonly name: string;
  readonly ctx: AnonymousContext;
  readonly session: RequestSession;
}

/**
 * Writes down, before it is done, that a member of staff writes something as somebody else: by which procedure, as whom, in which
 * request. What cannot be written down is not done.
 */
export async function noteImpersonated(
  { kind }: Pick<AnyProcedure, 'kind'>,
  { name, ctx, session }: NotedCall,
  user: Caller,
): Promise<void> {
  if (kind !== 'mutation') return;
  const entry = {
    action: 'impersonation.called',
    target: `user:${user.id}`,
    before: {},
    after: { procedure: name },
  };
  await ctx.db.$transaction((tx) => audit(tx, { ...ctx, user, session }, entry));
}
