import { contract } from '@hybrid/contracts';
import type { Feature } from '../../platform/feature.ts';
import { implement } from '../../platform/rpc/implement.ts';
import { streamArticle } from './stream-article.ts';

/** What happens to an article while it is read. */
export const activity = {
  router: implement(contract.activity, { ofArticle: streamArticle }),
} satisfies Feature<typeof contract.activity>;
