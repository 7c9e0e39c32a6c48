import { contract } from '@hybrid/contracts';
import { tagToday } from '../articles/index.ts';
import type { HeadSource } from '../../platform/site/page-head.ts';

/** The articles of a tag. */
export const tagHead: HeadSource = {
  path: '/tag/:tag',
  async read({ db }, { tag }) {
    const asked = contract.articles.list.input?.safeParse({ tag });
    const given = asked?.data?.tag?.toLowerCase();
    if (given === undefined) return null;
    const name = await tagToday(db, given);
    const path = `/tag/${encodeURIComponent(name)}`;
    const use = await db.tag.findUnique({ where: { name } });
    return {
      title: `Articles tagged ${name}`,
      description: `What was published on Conduit under ${name}.`,
      path,
      type: 'website',
      feed: { title: `Conduit: ${name}`, path: `${path}/feed.xml` },
      // Anybody can make up the address of a tag that nobody uses.
      isPrivate: !use || use.articlesCount === 0,
    };
  },
};

/** The index of all tags. */
export const tagIndexHead: HeadSource = {
  path: '/tags',
  read: async () => ({
    title: 'Tags',
    description: 'Every tag on Conduit, with the number of its articles.',
    path: '/tags',
    type: 'website',
  }),
};
