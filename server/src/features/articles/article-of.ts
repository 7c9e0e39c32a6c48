import type { Article, ArticlePreview } from '@hybrid/contracts';
import { type Db, Prisma, readRows, type Tx } from '@hybrid/prisma';
import type { Reader } from './visibility.ts';

// Read by statements of our own: one, where Prisma's relations take six, whatever the number of articles.

/** An article with its author, as `previewColumns` selects it. */
export interface PreviewRow {
  id: string;
  slug: string;
  title: string;
  description: string;
  image: string | null;
  tags: string[];
  favoritesCount: number;
  favorited: boolean;
  wordsCount: number;
  createdAt: Date;
  updatedAt: Date;
  authorName: string;
  authorBio: string | null;
  authorImage: string | null;
  following: boolean;
}

/** The whole of an article, as `articleColumns` selects it. */
export interface ArticleRow extends PreviewRow {
  body: string;
  unpublishedAt: Date | null;
  hiddenAt: Date | null;
  hiddenReason: string | null;
}

const ownTags = Prisma.sql`ARRAY(SELECT tag FROM article_tag WHERE article_id = a.id ORDER BY position)`;

/**
 * The columns of a `PreviewRow` for `reader`, of `article AS a` and its author, `"user" AS u`.
 *
 * @param tags for the statement that writes them, which does not see them yet.
 */
export function previewColumns(reader: Reader, tags = ownTags): Prisma.Sql {
  return Prisma.sql`
    a.id, a.slug, a.title, a.description, a.image, ${tags} AS tags,
    a.favorites_count AS "favoritesCount", ${favorited(reader)} AS favorited, a.words_count AS "wordsCount",
    a.created_at AS "createdAt", a.updated_at AS "updatedAt",
    u.username AS "authorName", u.bio AS "authorBio", u.image AS "authorImage", ${following(reader)} AS following`;
}

function favorited(reader: Reader): Prisma.Sql {
  if (!reader) return Prisma.sql`false`;
  return Prisma.sql`EXISTS (SELECT FROM favorite WHERE user_id = ${reader.id} AND article_id = a.id)`;
}

function following(reader: Reader): Prisma.Sql {
  if (!reader) return Prisma.sql`false`;
  return Prisma.sql`EXISTS (SELECT FROM follow WHERE follower_id = ${reader.id} AND followed_id = a.author_id)`;
}

/** The columns of an `ArticleRow`, as those of its preview. */
export function articleColumns(...preview: Parameters<typeof previewColumns>): Prisma.Sql {
  return Prisma.sql`
    ${previewColumns(...preview)}, a.body, a.unpublished_at AS "unpublishedAt", a.hidden_at AS "hiddenAt",
    a.hidden_reason AS "hiddenReason"`;
}

/** Reads the whole of one article, that of which `condition` is true of `article AS a`; null where there is none. */
export async function readArticle(db: Db | Tx, reader: Reader, condition: Prisma.Sql) {
  const [row] = await readRows<ArticleRow>(
    db,
    Prisma.sql`
    SELECT ${articleColumns(reader)} FROM article a JOIN "user" u ON u.id = a.author_id WHERE ${condition}`,
  );
  return row ? articleOf(row) : null;
}

/** Reads the whole of an article that the transaction has just written. */
export async function articleById(tx: Tx, author: { id: string }, id: string) {
  const article = await readArticle(tx, author, Prisma.sql`a.id = ${id}::uuid`);
  if (!article) throw new Error(`Article ${id} is not there, although this transaction has just written it.`);
  return article;
}

/** The contract's instants are strings on the wire; the server hands them over as dates. */
type Dated<T extends { createdAt: string; updatedAt: string }> = Omit<T, 'createdAt' | 'updatedAt'> & {
  createdAt: Date;
  updatedAt: Date;
};
type DatedArticle = Dated<Omit<Article, 'unpublishedAt' | 'hidden'>> & {
  unpublishedAt: Date | null;
  hidden?: { at: Date; reason: string };
};

/** What grown-ups read silently, by Brysbaert's review of 190 studies (2019): 238 words of English a minute. */
const wordsAMinute = 238;

/** Makes the preview of an article from its row. */
export function previewOf(row: PreviewRow): Dated<ArticlePreview> {
  const { slug, title, description, image, tags, favoritesCount, favorited: isFavorite, createdAt, updatedAt } = row;
  return {
    slug,
    title,
    description,
    image,
    tags,
    favoritesCount,
    favorited: isFavorite,
    createdAt,
    updatedAt,
    readingMinutes: Math.max(1, Math.round(row.wordsCount / wordsAMinute)),
    author: { username: row.authorName, bio: row.authorBio, image: row.authorImage, following: row.following },
  };
}

/** Makes the whole of an article from its row. */
export function articleOf(row: ArticleRow): DatedArticle {
  const { id, body, unpublishedAt } = row;
  return { ...previewOf(row), id, body, unpublishedAt, ...hiddenOf(row) };
}

/** What the author of something hidden is told of it. */
export function hiddenOf(row: { hiddenAt: Date | null; hiddenReason: string | null }) {
  return row.hiddenAt === null ? {} : { hidden: { at: row.hiddenAt, reason: row.hiddenReason ?? '' } };
}
