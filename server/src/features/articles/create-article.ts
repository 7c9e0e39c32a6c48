import { randomUUID } from 'node:crypto';
import type { NewArticle } from '@hybrid/contracts';
import { attempt, type Db, isUniqueViolation, Prisma, readRows, type Tx } from '@hybrid/prisma';
import type { Context } from '../../platform/context.ts';
import { addedJob } from '../../platform/jobs/enqueue.ts';
import { articleColumns, articleOf, type ArticleRow } from './article-of.ts';
import { articlePublished } from './article-published.ts';
import { slugOf } from './slug.ts';

/** Who writes an article: a request of its author, or a job for them. */
export interface Writer extends Pick<Context, 'db' | 'now'> {
  readonly user: { readonly id: string };
}

/** What has to become true together with an article, in its transaction. */
export type Along = (tx: Tx) => Promise<void>;

/** Publishes an article and tells, by a job, whoever follows its author. */
export async function createArticle(writer: Writer, article: NewArticle, along?: Along) {
  return withDistinctSlug(article.title, (slug) => {
    const write = (db: Db | Tx) => insert(db, { ...article, id: timedId(writer.now()), slug }, writer.user);
    if (!along) return attempt(writer.db, write);
    return writer.db.$transaction(async (tx) => {
      await along(tx);
      return write(tx);
    });
  });
}

interface Row extends NewArticle {
  id: string;
  slug: string;
}

/**
 * Writes an article, its tags and its job, and reads what became of it.
 *
 * @remarks
 * In one statement, because publishing holds the turn in which articles are counted: by a transaction of seven statements, each with
 * the way there and back, 185 articles a second were published where this one has 490.
 */
async function insert(db: Db | Tx, { id, slug, title, description, body, image, tags }: Row, author: Writer['user']) {
  const given = Prisma.sql`${tags}::text[]`;
  const [row] = await readRows<ArticleRow>(
    db,
    Prisma.sql`
    WITH written AS (
      INSERT INTO article (id, slug, title, description, body, image, author_id, updated_at)
      VALUES (${id}::uuid, ${slug}, ${title}, ${description}, ${body}, ${image}, ${author.id}, now()) RETURNING *
    ), tagged AS (
      INSERT INTO article_tag (article_id, tag, position)
      SELECT written.id, tag, place - 1 FROM written CROSS JOIN unnest(${given}) WITH ORDINALITY AS each_of (tag, place)
    )
    SELECT ${articleColumns(author, given)} FROM written a JOIN "user" u ON u.id = a.author_id
    CROSS JOIN ${addedJob(articlePublished, { articleId: id })} AS job`,
  );
  if (!row) throw new Error(`Article ${id} is not there, although this statement has just written it.`);
  return articleOf(row);
}

/** Makes an id as the schema's `uuid(7)` does: those of one time lie together in an index. */
function timedId(now: Date): string {
  const time = now.getTime().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice('xxxxxxxx-xxxx-4'.length)}`;
}

/** The rows of an article's tags, in the author's order. */
export function tagRows(tags: readonly string[]): { tag: string; position: number }[] {
  return tags.map((tag, position) => ({ tag, position }));
}

/**
 * Runs a write that takes a slug, and once more under a longer one if the short one is taken, or leads to an article that had it before.
 *
 * @remarks
 * The database decides who was first; asking it beforehand would only make the race less likely.
 */
export async function withDistinctSlug<T>(title: string, write: (slug: string) => Promise<T>): Promise<T> {
  try {
    return await write(slugOf(title));
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    return write(slugOf(title, true));
  }
}
