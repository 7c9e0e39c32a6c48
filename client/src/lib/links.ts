import type { ApiRouter } from '@hybrid/contracts';
import { createLinks, warnOfDeprecated } from '@hybrid/contracts/client';
import type { TRPCLink } from '@trpc/client';
import { renewOnce } from './renewal.ts';
import { staleLink } from './stale-link.ts';
import { watchedSend } from './watched-send.ts';

/** How the page's calls travel. */
export function links(): TRPCLink<ApiRouter>[] {
  const ways = createLinks({
    url: location.origin,
    client: { name: 'spa', version: APP_VERSION },
    fetchOf: watchedSend,
    ...(import.meta.env.DEV && { onDeprecated: warnOfDeprecated }),
  });
  return [staleLink(renewOnce), ...ways];
}
