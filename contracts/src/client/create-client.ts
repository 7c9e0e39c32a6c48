import { createTRPCClient, type TRPCClient } from '@trpc/client';
import type { ApiRouter } from '../index.ts';
import { createLinks, type LinkOptions } from './create-links.ts';
import { warnOfDeprecated } from './deprecated.ts';

/** How a program calls. */
export interface ClientOptions extends Omit<LinkOptions, 'client'> {
  /** What the program is called where the use of the contract is counted. */
  readonly name?: string;
  readonly version?: string;
  /** Whether to warn on the console of procedures that will be gone; `false` in production. */
  readonly isDevelopment?: boolean;
}

/**
 * Makes a typed client of the whole contract.
 *
 * @example
 * const api = createClient({ url: 'https://conduit.example', token, name: 'reporter', version: '1.0.0' });
 * const me = await api.accounts.me.query();
 */
export function createClient({
  name = 'unnamed',
  version = '0',
  isDevelopment = true,
  ...options
}: ClientOptions): TRPCClient<ApiRouter> {
  const onDeprecated = isDevelopment ? warnOfDeprecated : undefined;
  return createTRPCClient<ApiRouter>({
    links: createLinks({ ...(onDeprecated && { onDeprecated }), ...options, client: { name, version } }),
  });
}
