import type { ApiRouter } from '@hybrid/contracts';
import { contractFacts } from '@hybrid/contracts/client';
import type { QueryClient } from '@tanstack/react-query';
import type { TRPCClient } from '@trpc/client';
import { createLive, type Live } from './live.ts';
import type { OpenStream } from './one-stream.ts';

/** Joins this page to the one stream of its browser, over the links that its calls travel by. */
export function pageLive(api: TRPCClient<ApiRouter>, queries: QueryClient): Live {
  return createLive({
    open: openStream(api),
    isEphemeral: (name) => contractFacts.events[name]?.ephemeral === true,
    readAgain: () => void queries.invalidateQueries(),
  });
}

function openStream({ live }: TRPCClient<ApiRouter>): OpenStream {
  return (topics, lastEventId, { onMessage, onState }) => {
    const stream = live.events.subscribe(
      { topics: [...topics], lastEventId },
      {
        onData: ({ id, data }) => onMessage(id, data),
        onConnectionStateChange: ({ state }) => onState(state === 'pending' ? 'open' : 'opening'),
        onError: () => onState('opening'),
      },
    );
    return () => stream.unsubscribe();
  };
}
