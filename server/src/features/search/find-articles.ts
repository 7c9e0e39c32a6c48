import { type Finder, foundMax } from '../../platform/admin/finder.ts';
import { readTextQuery } from './text-query.ts';

/** Finds articles for staff by the words in them, the newest first; those that others do not see as well. */
export const findArticles: Finder = {
  kind: 'Articles',
  access: 'viewer',
  async find({ db }, text) {
    const asked = await readTextQuery(db, text);
    if (!asked) return [];
    const rows = await db.$queryRaw<{ id: string; title: string; author: string }[]>`
      SELECT article.id::text, title, username AS author
      FROM article JOIN "user" ON "user".id = author_id
      WHERE search_vector @@ ${asked.whole}::tsquery
      ORDER BY article.created_at DESC, article.id DESC LIMIT ${foundMax}`;
    return rows.map(({ id, title, author }) => ({ title, note: author, href: `/admin/articles/${id}` }));
  },
};
