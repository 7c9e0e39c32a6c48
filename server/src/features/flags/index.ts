import { contract } from '@hybrid/contracts';
import { topic } from '../../platform/events/topic-right.ts';
import type { Feature } from '../../platform/feature.ts';
import { implement } from '../../platform/rpc/implement.ts';
import { findFlags } from './find-flags.ts';
import { flagsAdmin } from './flags.admin.ts';

/** What is turned on, for whoever asks. */
export const flags = {
  router: implement(contract.flags, { mine: ({ flags: of, user }) => of.allFor(user) }),
  topics: [topic('flags', () => true)],
  admin: flagsAdmin,
  finders: [findFlags],
} satisfies Feature<typeof contract.flags>;
