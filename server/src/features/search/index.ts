import { contract } from '@hybrid/contracts';
import type { Feature } from '../../platform/feature.ts';
import { implement } from '../../platform/rpc/implement.ts';
import { searchArticles } from './search-articles.ts';
import { searchHead } from './search-head.ts';

/** Full-text search. */
export const search = {
  router: implement(contract.search, { articles: searchArticles }),
  heads: [searchHead],
} satisfies Feature<typeof contract.search>;
