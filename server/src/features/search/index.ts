import { contract } from '@hybrid/contracts';
import type { Feature } from '../../platform/feature.ts';
import { implement } from '../../platform/rpc/implement.ts';
import { findArticles } from './find-articles.ts';
import { searchArticles } from './search-articles.ts';
import { searchHead } from './search-head.ts';

/** Full-text search. */
export const search = {
  router: implement(contract.search, { articles: searchArticles }),
  heads: [searchHead],
  finders: [findArticles],
} satisfies Feature<typeof contract.search>;
