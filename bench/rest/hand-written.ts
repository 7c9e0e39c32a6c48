import { randomBytes, randomUUID } from 'node:crypto';
import express, { type Request, type Response } from 'express';
import { Pool, type PoolClient } from 'pg';

// What somebody would write who needs these four routes and nothing else: Express, pg, and the statements of the product. No
// contract, no access rules but the one, no validation but what the types of the columns demand, no log.

const pool = new Pool({ connectionString: process.env['DATABASE_URL'], max: 10 });

const preview = `
  a.slug, a.title, a.description, a.image, ARRAY(SELECT tag FROM article_tag WHERE article_id = a.id ORDER BY position) AS tags,
  a.favorites_count AS "favoritesCount", a.words_count AS "wordsCount", a.created_at AS "createdAt", a.updated_at AS "updatedAt",
  u.username AS "authorName", u.bio AS "authorBio", u.image AS "authorImage"`;

const statements = {
  list: `
    SELECT whole.total, page.* FROM (SELECT value AS total FROM total WHERE name = 'articles') whole
    LEFT JOIN (
      SELECT a.id, ${preview}, false AS favorited, false AS following
      FROM (
        SELECT a.id FROM article a WHERE a.unpublished_at IS NULL
        ORDER BY a.created_at DESC, a.id DESC LIMIT $1::integer + 1 OFFSET $2
      ) picked JOIN article a ON a.id = picked.id JOIN "user" u ON u.id = a.author_id
    ) page ON true ORDER BY page."createdAt" DESC, page.id DESC`,
  tags: 'SELECT name FROM tag WHERE articles_count >= $1 ORDER BY articles_count DESC, name',
  bySlug: `
    SELECT ${preview}, false AS favorited, false AS following, a.body FROM article a JOIN "user" u ON u.id = a.author_id
    WHERE a.id = coalesce((SELECT id FROM article WHERE slug = $1), (SELECT article_id FROM former_slug WHERE slug = $1))
      AND a.unpublished_at IS NULL`,
  written: `
    SELECT ${preview}, a.body,
      EXISTS (SELECT FROM favorite WHERE user_id = $2 AND article_id = a.id) AS favorited,
      EXISTS (SELECT FROM follow WHERE follower_id = $2 AND followed_id = a.author_id) AS following
    FROM article a JOIN "user" u ON u.id = a.author_id WHERE a.id = $1`,
  caller: `SELECT u.id FROM session s JOIN "user" u ON u.id = s.user_id
    WHERE s.token = $1 AND s.expires_at > now() AND u.suspended_at IS NULL`,
  forget: 'DELETE FROM former_slug WHERE slug = $1',
  insert: `INSERT INTO article (id, slug, title, description, body, author_id, updated_at)
    VALUES ($1, $2, $3, $4, $5, $6, now())`,
  tag: 'INSERT INTO article_tag (article_id, tag, position) SELECT $1, tag, place - 1 FROM unnest($2::text[]) WITH ORDINALITY AS t (tag, place)',
  enqueue: `SELECT id::text FROM graphile_worker.add_job(identifier => 'articles.published', payload => $1::json, max_attempts => 10)`,
};

function run(client: Pool | PoolClient, name: keyof typeof statements, values: unknown[]) {
  return client.query<Row>({ name, text: statements[name], values });
}

interface Row extends Record<string, unknown> {
  id: string | null;
  wordsCount: number;
}

/** An article as the RealWorld API writes it. */
function shown({ authorName, authorBio, authorImage, following, tags, wordsCount, ...article }: Row) {
  return {
    ...article,
    id: undefined,
    total: undefined,
    tagList: tags,
    readingMinutes: Math.max(1, Math.round(wordsCount / 238)),
    author: { username: authorName, bio: authorBio, image: authorImage, following },
  };
}

async function listArticles(req: Request, res: Response): Promise<void> {
  const limit = Number(req.query['limit'] ?? 20);
  const { rows } = await run(pool, 'list', [limit, Number(req.query['offset'] ?? 0)]);
  const articles = rows.filter(({ id }) => id !== null).slice(0, limit);
  res.json({ articles: articles.map(shown), articlesCount: rows[0]?.['total'] ?? 0 });
}

async function listTags(_req: Request, res: Response): Promise<void> {
  const { rows } = await run(pool, 'tags', [1]);
  res.json({ tags: rows.map(({ name }) => name) });
}

async function articleBySlug(req: Request, res: Response): Promise<void> {
  const { rows } = await run(pool, 'bySlug', [req.params['slug']]);
  if (rows[0]) res.json({ article: shown(rows[0]) });
  else res.status(404).json({ errors: { article: ['not found'] } });
}

interface NewArticle {
  title: string;
  description: string;
  body: string;
  tagList: string[];
}

async function createArticle(req: Request, res: Response): Promise<void> {
  const token = req.get('authorization')?.slice('Token '.length);
  const { rows: callers } = await run(pool, 'caller', [token]);
  const userId = callers[0]?.id;
  if (!userId) return void res.status(401).json({ errors: { token: ['is invalid'] } });
  const { article } = req.body as { article: NewArticle };
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const row = await publish(client, userId, article);
    await client.query('COMMIT');
    res.status(201).json({ article: row && shown(row) });
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}

async function publish(client: PoolClient, userId: string, { title, description, body, tagList }: NewArticle) {
  const id = randomUUID();
  const slug = `${title.toLowerCase().replaceAll(/\W+/g, '-')}-${randomBytes(2).toString('hex')}`;
  await run(client, 'forget', [slug]);
  await run(client, 'insert', [id, slug, title, description, body, userId]);
  await run(client, 'tag', [id, tagList]);
  await run(client, 'enqueue', [JSON.stringify({ data: { articleId: id } })]);
  return (await run(client, 'written', [id, userId])).rows[0];
}

const server = express()
  .disable('x-powered-by')
  .use(express.json())
  .get('/api/articles', listArticles)
  .get('/api/articles/:slug', articleBySlug)
  .post('/api/articles', createArticle)
  .get('/api/tags', listTags)
  .listen(Number(process.env['PORT']), '127.0.0.1');

process.once('SIGTERM', () => server.close(() => void pool.end()));
