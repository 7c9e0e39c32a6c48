import { contract } from '@hybrid/contracts';
import type { Feature } from '../../platform/feature.ts';
import { implement } from '../../platform/rpc/implement.ts';
import { listTags } from './list-tags.ts';
import { moveTag } from './move-tag.ts';
import { tagHead, tagIndexHead } from './tag-heads.ts';
import { tagsAdmin } from './tags.admin.ts';

/** Tags by use. */
export const tags = {
  router: implement(contract.tags, { list: listTags }),
  jobs: [moveTag],
  admin: tagsAdmin,
  heads: [tagHead, tagIndexHead],
} satisfies Feature<typeof contract.tags>;
