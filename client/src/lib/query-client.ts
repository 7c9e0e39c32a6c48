import type { Me } from '@hybrid/contracts';
import { platformError } from '@hybrid/contracts/kernel';
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { getQueryKey } from '@trpc/react-query';
import type { SessionNotice } from './session-notice.ts';
import { trpc } from './trpc.ts';

const FRESH_MS = 30_000;
const RETRIES_MAX = 2;

/** Where the signed-in person stands in the cache. */
export const meKey = getQueryKey(trpc.accounts.me, undefined, 'query');

/**
 * The cache of the page, which notices when any answer says that the session is over, and when none comes.
 *
 * @remarks
 * While nothing can be reached, reads rest and go on afterwards; a write fails at once, because one that is sent an hour
 * later, from a page that was left long ago, is not what the person meant.
 */
export function createQueryClient(notice: SessionNotice, onNoAnswer: () => void = () => undefined): QueryClient {
  const onError = (error: unknown): void => {
    if (platformError(error)?.name === 'UNAUTHORIZED') endSession(client, notice);
    if (isUnanswered(error)) onNoAnswer();
  };
  const client = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: { staleTime: FRESH_MS, retry: (failures, error) => failures < RETRIES_MAX && isPassing(error) },
      mutations: { networkMode: 'always' },
    },
  });
  return client;
}

/**
 * Shows the person as signed out after the server said so.
 *
 * @remarks
 * Nothing happens when nobody was signed in: the calls of a page that is being left then cannot go round in a circle.
 */
export function endSession(client: QueryClient, notice: SessionNotice): void {
  if (!client.getQueryData<Me | null>(meKey)) return;
  notice.set(true);
  client.setQueryData(meKey, null);
}

/** Only what may be different in a moment is asked again: no answer at all, or a server that is not ready. */
function isPassing(error: unknown): boolean {
  return isUnanswered(error) || platformError(error)?.name === 'UNAVAILABLE';
}

/** Whether no server of ours said anything. */
function isUnanswered(error: unknown): boolean {
  const answer: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'data') : undefined;
  return answer === undefined || answer === null;
}
