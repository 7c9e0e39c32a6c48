import type { ApiRouter } from '@hybrid/contracts';
import { httpBatchLink, httpSubscriptionLink, retryLink, splitLink } from '@trpc/client';
import type { TRPCLink } from '@trpc/client';
import { fullJitter, isWorthReconnecting } from './reconnect.ts';
import { isWatched, sendingLink } from './sending-link.ts';

const url = '/api/trpc';
/** The server refuses longer batches. */
const BATCH_MAX = 10;

/** How calls travel: reads and writes in batches, what is large alone, streams as server-sent events that open again after a failure. */
export function links(): TRPCLink<ApiRouter>[] {
  return [
    splitLink({
      condition: (operation) => operation.type === 'subscription',
      true: [
        retryLink({
          retry: ({ error }) => isWorthReconnecting(error),
          retryDelayMs: fullJitter({ random: Math.random, now: Date.now }),
        }),
        httpSubscriptionLink({ url }),
      ],
      false: splitLink({
        condition: isWatched,
        true: sendingLink(url),
        false: httpBatchLink({ url, maxItems: BATCH_MAX }),
      }),
    }),
  ];
}
