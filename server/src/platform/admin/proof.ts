import type { Context } from '../context.ts';

/** For how long somebody who proved that it is them may do what is dangerous. */
const proofMinutes = 10;

/** Tells whether somebody proved within the last minutes that it is them: by signing in, or on the page that asks for it. */
export async function isProved({
  auth,
  now,
  session: { token },
}: Pick<Context, 'auth' | 'now' | 'session'>): Promise<boolean> {
  const at = token === undefined ? null : await auth.provedAt(token);
  return at !== null && at.getTime() > now().getTime() - proofMinutes * 60_000;
}
