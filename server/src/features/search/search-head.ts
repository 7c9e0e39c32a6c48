import type { HeadSource } from '../../platform/site/page-head.ts';

/** The search page: for people alone, as what it finds has addresses of its own. */
export const searchHead: HeadSource = {
  path: '/search',
  read: async () => ({
    title: 'Search',
    description: 'Search everything that was published on Conduit.',
    path: '/search',
    type: 'website',
    isPrivate: true,
  }),
};
