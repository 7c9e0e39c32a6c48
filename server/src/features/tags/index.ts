import { contract } from '@hybrid/contracts';
import type { Feature } from '../../platform/feature.ts';
import { implement } from '../../platform/rpc/implement.ts';
import { listTags } from './list-tags.ts';
import { tagHead, tagIndexHead } from './tag-heads.ts';

/** Tags by use. */
export const tags = {
  router: implement(contract.tags, { list: listTags }),
  heads: [tagHead, tagIndexHead],
} satisfies Feature<typeof contract.tags>;
