import type { PublicContext } from '../../platform/context.ts';
import { findArticle } from './find-article.ts';
import { previewsOf } from './previews-of.ts';

const relatedMax = 4;
/** Of a tag that thousands carry, the newest articles are enough to choose from. */
const candidatesMax = 200;

/** Shows what to read after an article: what shares its tags, the rarer the better, then what else its author wrote. */
export async function relatedArticles(ctx: Pick<PublicContext, 'db' | 'user'>, { slug }: { slug: string }) {
  const { id, authorId } = await findArticle(ctx.db, slug, ctx.user);
  // A tag weighs less the more articles carry it, as in any index: 1 for a pair, next to nothing for a word that all
  // use. The author counts
  // less than any tag, so that they win among equals and fill up where no tag is shared.
  const rows = await ctx.db.$queryRaw<{ id: string }[]>`
    WITH shared AS (
      SELECT other.article_id AS id, sum(1 / ln(1.72 + greatest(tag.articles_count, 1))) AS weight
      FROM article_tag mine
      JOIN tag ON tag.name = mine.tag
      CROSS JOIN LATERAL (
        SELECT article_id FROM article_tag
        WHERE tag = mine.tag AND listed_at IS NOT NULL AND article_id <> mine.article_id
        ORDER BY listed_at DESC, article_id DESC LIMIT ${candidatesMax}
      ) AS other
      WHERE mine.article_id = ${id}::uuid
      GROUP BY other.article_id
    ),
    own AS (
      SELECT id, 0.05 AS weight FROM article
      WHERE author_id = ${authorId} AND id <> ${id}::uuid AND unpublished_at IS NULL
      ORDER BY created_at DESC, id DESC LIMIT ${candidatesMax}
    )
    SELECT article.id::text
    FROM (SELECT id, sum(weight) AS weight FROM (TABLE shared UNION ALL TABLE own) AS each_of GROUP BY id) AS candidate
    JOIN article ON article.id = candidate.id
    WHERE article.unpublished_at IS NULL
    ORDER BY candidate.weight DESC, article.created_at DESC, article.id DESC
    LIMIT ${relatedMax}`;
  return previewsOf(
    ctx,
    rows.map((row) => row.id),
  );
}
