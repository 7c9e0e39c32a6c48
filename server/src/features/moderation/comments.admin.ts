import { clip } from '../../platform/clip.ts';
import { idOfName } from '../../platform/admin/id-of-name.ts';
import { shortAddressesIn } from '../../platform/admin/redaction.ts';
import type { RowOf } from '../../platform/admin/resource.ts';
import { resource } from '../../platform/admin/resource-section.ts';
import { contentActions, Reason } from './content-actions.ts';

const select = {
  id: true,
  body: true,
  createdAt: true,
  editedAt: true,
  hiddenAt: true,
  hiddenReason: true,
  author: { select: { id: true, username: true } },
  article: { select: { id: true, slug: true, title: true } },
} as const;
type CommentRow = RowOf<'Comment', typeof select>;

/** Comments, as staff look for them. */
export const commentsAdmin = resource({
  model: 'Comment',
  path: 'comments',
  title: 'Comments',
  nouns: ['comment', 'comments'],
  group: 'Content',
  ids: 'number',
  select,
  order: 'createdAt',
  name: ({ body }) => clip(body, 80),
  columns: [
    { name: 'author', show: ({ author }) => ({ text: author.username, href: `/admin/users/${author.id}` }) },
    { name: 'article', show: ({ article }) => ({ text: article.title, href: `/admin/articles/${article.id}` }) },
    {
      name: 'state',
      show: ({ hiddenAt }) => (hiddenAt ? { mark: 'bad', text: 'hidden' } : { mark: 'ok', text: 'shown' }),
    },
    { name: 'createdAt', label: 'Written', show: ({ createdAt }) => createdAt },
  ],
  details: ['body', 'editedAt', 'hiddenAt', 'hiddenReason'],
  search: ['body'],
  filters: {
    state: {
      label: 'that are',
      any: 'shown or hidden',
      choices: { shown: { hiddenAt: null }, hidden: { hiddenAt: { not: null } } },
    },
    author: { label: 'by', text: async (name, { db }) => ({ authorId: await idOfName(db, name) }) },
    article: {
      label: 'on the article at',
      text: async (slug, { db }) => {
        const found = await db.article.findUnique({ where: { slug }, select: { id: true } });
        // No comment has this number.
        return found ? { articleId: found.id } : { id: 0 };
      },
    },
  },
  redactions: { hiddenReason: { from: 'viewers', as: shortAddressesIn } },
  edit: {
    access: 'operator',
    fields: { hiddenReason: Reason },
    isOffered: ({ hiddenAt }) => hiddenAt !== null,
    follows: () => ['Its author reads the new words where they see the comment; nothing is mailed.'],
  },
  actions: contentActions<CommentRow>(({ id }) => ({ kind: 'comment', id })),
  links: ({ article }) => [{ text: 'Where it stands', href: `/article/${encodeURIComponent(article.slug)}#comments` }],
});
