import { contract } from '@hybrid/contracts';
import { topic } from '../../platform/events/topic-right.ts';
import type { Feature } from '../../platform/feature.ts';
import { implement } from '../../platform/rpc/implement.ts';
import { hearLive } from '../../platform/streams/hear-live.ts';

/** Everything that is told, over one connection. */
export const live = {
  router: implement(contract.live, { events: hearLive }),
  // What is told to one person is for that person.
  topics: [topic('user:{userId}', ({ user }, { userId }) => user?.id === userId)],
} satisfies Feature<typeof contract.live>;
