import { contract } from '@hybrid/contracts';
import type { Db } from '@hybrid/prisma';
import { firstRead, type HeadSource } from '../../platform/site/page-head.ts';

const select = {
  slug: true,
  title: true,
  description: true,
  image: true,
  createdAt: true,
  updatedAt: true,
  unpublishedAt: true,
  tags: { orderBy: { position: 'asc' }, select: { tag: true } },
  author: { select: { username: true } },
} as const;

/** The front page. */
export const frontPageHead: HeadSource = {
  path: '/',
  read: async () => ({
    title: 'Conduit',
    description: 'Conduit, a weekly that is written by its readers.',
    path: '/',
    type: 'website',
    feed: { title: 'Conduit', path: '/feed.xml' },
  }),
  firstReads: () => [
    firstRead(contract.accounts.me),
    firstRead(contract.articles.list, { limit: 12, offset: 0 }),
    firstRead(contract.tags.list),
  ],
};

/** An article; under a slug it had before, the head says where it is now. */
export const articleHead: HeadSource = {
  path: '/article/:slug',
  async read({ db }, { slug }) {
    const article = await findListed(db, slug);
    if (article === null) return null;
    const author = article.author.username;
    return {
      title: article.title,
      description: article.description,
      path: `/article/${encodeURIComponent(article.slug)}`,
      type: 'article',
      image: article.image ?? undefined,
      feed: { title: `Conduit: ${author}`, path: `/profile/${encodeURIComponent(author)}/feed.xml` },
      publishedAt: article.createdAt,
      modifiedAt: article.updatedAt,
      author,
      tags: article.tags.map(({ tag }) => tag),
    };
  },
  firstReads: ({ slug = '' }) => [
    firstRead(contract.accounts.me),
    firstRead(contract.articles.bySlug, { slug }),
    firstRead(contract.articles.related, { slug }),
    firstRead(contract.comments.list, { slug }),
    firstRead(contract.flags.mine),
  ],
};

async function findListed(db: Db, asked: string | undefined) {
  const slug = contract.articles.bySlug.input?.safeParse({ slug: asked }).data?.slug;
  if (slug === undefined) return null;
  const article = (await db.article.findUnique({ where: { slug }, select })) ?? (await findMoved(db, slug));
  return article?.unpublishedAt === null ? article : null;
}

async function findMoved(db: Db, slug: string) {
  const former = await db.formerSlug.findUnique({ where: { slug }, select: { article: { select } } });
  return former?.article;
}
