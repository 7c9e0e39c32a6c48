import { contract } from '@hybrid/contracts';
import type { Feature } from '../../platform/feature.ts';
import { implement } from '../../platform/rpc/implement.ts';
import { listTags } from './list-tags.ts';

/** Tags by use. */
export const tags = {
  router: implement(contract.tags, { list: listTags }),
} satisfies Feature<typeof contract.tags>;
