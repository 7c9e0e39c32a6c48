import type { Page } from '@hybrid/contracts';
import { Prisma, readRows } from '@hybrid/prisma';
import type { Context, PublicContext } from '../../platform/context.ts';
import { cursorOf, isAfter } from './article-cursor.ts';
import { previewColumns, previewOf, type PreviewRow } from './article-of.ts';
import { type Filters, matching } from './article-filters.ts';
import { isListed } from './visibility.ts';

interface Slice extends Page {
  after?: string;
}

/** Lists articles, newest first; filters combine. */
export async function listArticles(ctx: PublicContext, { limit, offset, after, ...filters }: Filters & Slice) {
  const { from, date, id, total } = matching(filters);
  const picked = Prisma.sql`
    SELECT ${id} AS id ${from} AND ${isAfter({ date, id }, after)}
    ORDER BY ${date} DESC, ${id} DESC LIMIT ${limit + 1} OFFSET ${offset}`;
  return readPage(ctx, { picked, total, limit });
}

/** Lists the articles of the people the caller follows, newest first. */
export async function listFeed(ctx: Context, { limit, offset, after }: Slice) {
  const depth = limit + 1 + offset;
  const own = { date: Prisma.sql`a.created_at`, id: Prisma.sql`a.id` };
  // The newest of each person, from the index by author, and of those the newest: what it costs grows with the number of
  // people followed, and not with what they wrote.
  const picked = Prisma.sql`
    SELECT newest.id FROM follow f CROSS JOIN LATERAL (
      SELECT a.id, a.created_at FROM article a
      WHERE a.author_id = f.followed_id AND ${isListed} AND ${isAfter(own, after)}
      ORDER BY a.created_at DESC, a.id DESC LIMIT ${depth}
    ) newest
    WHERE f.follower_id = ${ctx.user.id}
    ORDER BY newest.created_at DESC, newest.id DESC LIMIT ${limit + 1} OFFSET ${offset}`;
  const total = Prisma.sql`
    SELECT coalesce(sum(w.articles_count), 0) FROM follow f JOIN "user" w ON w.id = f.followed_id
    WHERE f.follower_id = ${ctx.user.id}`;
  return readPage(ctx, { picked, total, limit });
}

interface Question {
  /** Selects the ids, one more than the page holds. */
  picked: Prisma.Sql;
  total: Prisma.Sql;
  limit: number;
}

/** Reads a page and its total in one statement. */
async function readPage({ db, user }: PublicContext, { picked, total, limit }: Question) {
  // The total stands in every row, and in a row of its own where the page is empty.
  const rows = await readRows<{ total: number } & (PreviewRow | { id: null })>(
    db,
    Prisma.sql`
    SELECT whole.total, page.*
    FROM (SELECT (${total})::integer AS total) whole
    LEFT JOIN (
      SELECT ${previewColumns(user)} FROM (${picked}) picked JOIN article a ON a.id = picked.id JOIN "user" u ON u.id = a.author_id
    ) page ON true
    ORDER BY page."createdAt" DESC, page.id DESC`,
  );
  const found = rows.filter((row) => row.id !== null);
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  return {
    articles: shown.map(previewOf),
    total: rows[0]?.total ?? 0,
    next: last && found.length > limit ? cursorOf(last) : null,
  };
}
