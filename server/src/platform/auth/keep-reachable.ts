import { overReserve } from '@hybrid/prisma';
import type { AuthBackend } from './auth-port.ts';

/**
 * Signs in over connections that are kept back, so that staff get in while everything else waits for a connection.
 *
 * @remarks
 * How many hash a password at a time is limited, so that a crowd at the door does not use the reserve up.
 */
export function keepReachable(auth: AuthBackend): AuthBackend {
  return { ...auth, signIn: (...asked) => overReserve(() => auth.signIn(...asked)) };
}
