import type { Context } from '../src/platform/context.ts';
import type { Host, Person } from './host.ts';

/** The context in which the admin's pages call a use case for somebody. */
export async function contextOf({ services }: Host, { token }: Person): Promise<Context> {
  const user = await services.auth.identify(token);
  if (!user) throw new Error('The person is signed in.');
  const session = {
    origin: { address: '127.0.0.1', userAgent: undefined },
    begin: (begun: string) => begun,
    end: async () => undefined,
  };
  return { ...services, user, session, requestId: 'request-1', signal: new AbortController().signal };
}
