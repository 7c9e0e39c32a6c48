import type { Context } from '../../platform/context.ts';

/** More than anybody has: a person keeps 200 drafts, and takes articles back one by one. */
const listedMax = 500;

interface Row {
  id: string | null;
  title: string;
  excerpt: string;
  updatedAt: Date;
  publishAt: Date | null;
  missedAt: Date | null;
  lacks: ('title' | 'description' | 'body')[];
  slug: string | null;
  isPublished: boolean;
  isHidden: boolean;
}

/** Lists the caller's drafts and the articles they took back, the last changed first. */
export async function listDrafts({ db, user }: Context) {
  // In SQL, because of a text of 200,000 characters only the beginning is wanted.
  const rows = await db.$queryRaw<Row[]>`
    SELECT draft.id, draft.title,
      left(ltrim(coalesce(nullif(draft.description, ''), draft.body)), 280) AS excerpt,
      draft.updated_at AS "updatedAt", draft.publish_at AS "publishAt", draft.missed_at AS "missedAt",
      array_remove(ARRAY[CASE WHEN draft.title = '' THEN 'title' END,
        CASE WHEN draft.description = '' THEN 'description' END, CASE WHEN draft.body = '' THEN 'body' END], NULL) AS lacks,
      article.slug, article.unpublished_at IS NULL AS "isPublished", article.hidden_at IS NOT NULL AS "isHidden"
    FROM draft LEFT JOIN article ON article.id = draft.article_id
    -- An article that was opened and left as it is changes nothing: that is no work in progress.
    WHERE draft.author_id = ${user.id}
      AND (draft.article_id IS NULL OR draft.revision > 1 OR draft.publish_at IS NOT NULL OR draft.missed_at IS NOT NULL)
    UNION ALL
    SELECT NULL, article.title, article.description, article.unpublished_at, NULL, NULL, '{}', article.slug, false, article.hidden_at IS NOT NULL
    FROM article
    WHERE article.author_id = ${user.id} AND article.unpublished_at IS NOT NULL AND NOT EXISTS (
      SELECT FROM draft WHERE draft.article_id = article.id
        AND (draft.revision > 1 OR draft.publish_at IS NOT NULL OR draft.missed_at IS NOT NULL))
    ORDER BY "updatedAt" DESC, id DESC
    LIMIT ${listedMax}`;
  return rows.map(({ slug, isPublished, isHidden, ...draft }) => ({
    ...draft,
    article: slug === null ? null : { slug, isPublished, isHidden },
  }));
}
