import type { Page } from '@hybrid/contracts';
import { type Db, Prisma } from '@hybrid/prisma';
import type { PublicContext } from '../../platform/context.ts';
import { previewsOf, tagMeant } from '../articles/index.ts';
import { personByName } from '../profiles/index.ts';
import { markMatches } from './mark-matches.ts';
import { readTextQuery, type TextQuery } from './text-query.ts';

interface Search extends Page {
  q: string;
  tag?: string;
  author?: string;
}

/** So many are ranked and counted: who is not content with the best thousand says more. */
const rankedMax = 1000;
const nothing = { hits: [], total: 0, isCapped: false };

/** Finds articles by their words, the best first. */
export async function searchArticles(ctx: PublicContext, { q, ...rest }: Search) {
  const query = q === '' ? null : await readTextQuery(ctx.db, q);
  if (query === null) return nothing;
  const { ids, total } = await rank(ctx, query, rest);
  const previews = await previewsOf(ctx, ids);
  const marked = await markMatches(ctx.db, query.whole, await textsOf(ctx.db, previews));
  const hits = previews.flatMap((article, index) => {
    const found = marked[index];
    return found ? [{ article, ...found }] : [];
  });
  return { hits, total: Math.min(total, rankedMax), isCapped: total > rankedMax };
}

type Ranked = { ids: string[]; total: number };

/**
 * Ranks what matches and answers one page of it.
 *
 * @remarks
 * Of what more than a thousand articles hold, the newest thousand are ranked: ranking reads every word list it compares,
 * and a word that stands everywhere must not cost more the more there is.
 */
async function rank(ctx: PublicContext, query: TextQuery, { tag, author, limit, offset }: Omit<Search, 'q'>) {
  const authorId = author === undefined ? null : ((await personByName(ctx, author))?.id ?? '');
  const byAuthor = authorId === null ? Prisma.empty : Prisma.sql`AND article.author_id = ${authorId}`;
  const byTag =
    tag === undefined
      ? Prisma.empty
      : Prisma.sql`AND EXISTS (
          SELECT FROM article_tag WHERE article_tag.article_id = article.id AND article_tag.tag = ${tagMeant(tag.toLowerCase())})`;
  // All words close together count most, those of the title above all; 1 divides by the length of the text.
  const ranks = query.ways.map((way) => Prisma.sql`ts_rank_cd(search_vector, ${way}::tsquery, 1)`);
  // A match in what is new counts up to a quarter more, half of that after a month.
  const [row] = await ctx.db.$queryRaw<Ranked[]>`
    WITH candidate AS MATERIALIZED (
      SELECT article.id, article.created_at, article.search_vector
      FROM article
      WHERE article.search_vector @@ ${query.whole}::tsquery AND article.unpublished_at IS NULL ${byAuthor} ${byTag}
      ORDER BY article.created_at DESC, article.id DESC
      LIMIT ${rankedMax + 1}
    )
    SELECT (SELECT count(*) FROM candidate)::int AS total, ARRAY(
      SELECT id::text FROM candidate
      ORDER BY (${Prisma.join(ranks, ' + ')})
        * (1 + 0.25 / (1 + abs(extract(epoch FROM ${ctx.now()}::timestamptz - created_at)) / 2592000)) DESC,
        created_at DESC, id DESC
      LIMIT ${Math.max(0, Math.min(limit, rankedMax - offset))} OFFSET ${Math.min(offset, rankedMax)}
    ) AS ids`;
  return row ?? { ids: [], total: 0 };
}

async function textsOf(db: Db, articles: readonly { id: string }[]) {
  const found = await db.article.findMany({
    where: { id: { in: articles.map(({ id }) => id) } },
    select: { id: true, title: true, description: true, body: true },
  });
  const byId = new Map(found.map((article) => [article.id, article]));
  // What was deleted just now leaves its place: the pieces are matched to the articles by their order.
  return articles.map(({ id }) => byId.get(id) ?? { title: '', description: '', body: '' });
}
