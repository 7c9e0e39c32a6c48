import { contract } from '@hybrid/contracts';
import type { Feature } from '../../platform/feature.ts';
import { implement } from '../../platform/rpc/implement.ts';
import { hearLive } from '../../platform/streams/hear-live.ts';

/** Everything that is told, over one connection. */
export const live = {
  router: implement(contract.live, { events: hearLive }),
} satisfies Feature<typeof contract.live>;
