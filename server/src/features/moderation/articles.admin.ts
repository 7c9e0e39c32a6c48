import type { Db } from '@hybrid/prisma';
import { idOfName } from '../../platform/admin/id-of-name.ts';
import { cutLong } from '../../platform/clip.ts';
import { shortAddressesIn } from '../../platform/admin/redaction.ts';
import type { Fact, RowOf } from '../../platform/admin/resource.ts';
import { resource } from '../../platform/admin/resource-section.ts';
import { contentActions, Reason } from './content-actions.ts';

const select = {
  id: true,
  slug: true,
  title: true,
  description: true,
  favoritesCount: true,
  wordsCount: true,
  unpublishedAt: true,
  hiddenAt: true,
  hiddenReason: true,
  createdAt: true,
  updatedAt: true,
  author: { select: { id: true, username: true } },
  tags: { select: { tag: true }, orderBy: { position: 'asc' } },
} as const;
type ArticleRow = RowOf<'Article', typeof select>;

/**
 * Articles, as staff look for them.
 *
 * @remarks
 * Staff hide and do not rewrite: what stands under somebody's name is what they wrote. Of what is hidden they change the reason.
 */
export const articlesAdmin = resource({
  model: 'Article',
  path: 'articles',
  title: 'Articles',
  nouns: ['article', 'articles'],
  group: 'Content',
  select,
  order: 'createdAt',
  name: ({ title }) => title,
  columns: [
    { name: 'author', show: ({ author }) => ({ text: author.username, href: `/admin/users/${author.id}` }) },
    { name: 'state', show: stateOf },
    { name: 'tags', show: ({ tags }) => tags.map(({ tag }) => tag).join(', ') },
    { name: 'favoritesCount', label: 'Favorites', show: ({ favoritesCount }) => favoritesCount },
    { name: 'wordsCount', label: 'Words', show: ({ wordsCount }) => wordsCount },
    { name: 'createdAt', label: 'Published', show: ({ createdAt }) => createdAt },
  ],
  details: ['description', 'slug', 'updatedAt', 'unpublishedAt', 'hiddenAt', 'hiddenReason'],
  facts: readText,
  search: ['title'],
  filters: {
    state: {
      label: 'that are',
      any: 'in any state',
      choices: {
        published: { unpublishedAt: null },
        unpublished: { unpublishedAt: { not: null }, hiddenAt: null },
        hidden: { unpublishedAt: { not: null }, hiddenAt: { not: null } },
      },
    },
    author: { label: 'by', text: async (name, { db }) => ({ authorId: await idOfName(db, name) }) },
    tag: { label: 'tagged', text: (tag) => ({ tags: { some: { tag: tag.toLowerCase() } } }) },
  },
  redactions: { hiddenReason: { from: 'viewers', as: shortAddressesIn } },
  edit: {
    access: 'operator',
    fields: { hiddenReason: Reason },
    isOffered: ({ hiddenAt }) => hiddenAt !== null,
    follows: () => ['Its author reads the new words where they see the article; nothing is mailed.'],
  },
  actions: contentActions<ArticleRow>(({ id }) => ({ kind: 'article', id })),
  links: ({ slug, author, unpublishedAt }) => [
    ...(unpublishedAt === null ? [{ text: 'Its page on the site', href: `/article/${encodeURIComponent(slug)}` }] : []),
    { text: 'Its comments', href: `/admin/comments?article=${encodeURIComponent(slug)}` },
    { text: `All by ${author.username}`, href: `/admin/articles?author=${encodeURIComponent(author.username)}` },
    { text: `Pictures of ${author.username}`, href: `/admin/uploads?owner=${encodeURIComponent(author.username)}` },
  ],
});

/** As much of a text as is shown, and as is kept of what was reported. */
const textMax = 20_000;

/** What it says, as nobody but its author finds on the site what is hidden. What its author took back staff do not read either. */
async function readText({ db }: { db: Db }, { id, unpublishedAt, hiddenAt }: ArticleRow): Promise<Fact[]> {
  if (unpublishedAt !== null && hiddenAt === null) return [];
  const article = await db.article.findUnique({ where: { id }, select: { image: true, body: true } });
  if (!article) return [];
  const { image, body } = article;
  return [
    { label: 'Picture', shown: image },
    { label: 'Text', shown: cutLong(body, textMax) },
  ];
}

function stateOf({ hiddenAt, unpublishedAt }: ArticleRow) {
  if (hiddenAt) return { mark: 'bad', text: 'hidden' } as const;
  return unpublishedAt
    ? ({ mark: 'idle', text: 'unpublished' } as const)
    : ({ mark: 'ok', text: 'published' } as const);
}
