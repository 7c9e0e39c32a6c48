import type { ApiRouter } from '@hybrid/contracts';
import { createLinks, warnOfDeprecated } from '@hybrid/contracts/client';
import type { TRPCLink } from '@trpc/client';
import { watchedSend } from './watched-send.ts';

/** How the page's calls travel. */
export function links(): TRPCLink<ApiRouter>[] {
  return createLinks({
    url: location.origin,
    client: { name: 'spa', version: APP_VERSION },
    fetchOf: watchedSend,
    ...(import.meta.env.DEV && { onDeprecated: warnOfDeprecated }),
  });
}
