import { randomBytes, randomUUID } from 'node:crypto';
import express, { type ErrorRequestHandler, type Request, type RequestHandler, type Response } from 'express';
import helmet from 'helmet';
import { DatabaseError, Pool } from 'pg';
import { z } from 'zod';

// What a careful person would write who needs these four routes and nothing else: Express, pg, zod for what comes in, helmet,
// an id for each request, limits on how long a statement takes, and the statements of the product. The same JSON and the same
// headers come out. There is no contract and no document, the answer is checked by nobody, and the filters are left out.

const pool = new Pool({
  connectionString: process.env['DATABASE_URL'],
  max: 10,
  connectionTimeoutMillis: 2000,
  statement_timeout: 2500,
  query_timeout: 2900,
});

const securityHeaders = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'data:', 'https:'],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      manifestSrc: ["'self'"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
  },
  strictTransportSecurity: false,
  referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
  crossOriginEmbedderPolicy: false,
});

const ownTags = 'ARRAY(SELECT tag FROM article_tag WHERE article_id = a.id ORDER BY position)';
const isReaders = {
  nobody: 'false AS favorited, false AS following',
  author: `EXISTS (SELECT FROM favorite WHERE user_id = $7 AND article_id = a.id) AS favorited,
    EXISTS (SELECT FROM follow WHERE follower_id = $7 AND followed_id = a.author_id) AS following`,
};

function preview(tags: string, reader: keyof typeof isReaders): string {
  return `a.id, a.slug, a.title, a.description, a.image, ${tags} AS tags, a.favorites_count AS "favoritesCount",
    a.words_count AS "wordsCount", a.created_at AS "createdAt", a.updated_at AS "updatedAt", u.username AS "authorName",
    u.bio AS "authorBio", u.image AS "authorImage", ${isReaders[reader]}`;
}

const statements = {
  list: `
    SELECT whole.total, page.* FROM (SELECT (SELECT value FROM total WHERE name = 'articles')::integer AS total) whole
    LEFT JOIN (
      SELECT ${preview(ownTags, 'nobody')} FROM (
        SELECT a.id FROM article a WHERE a.unpublished_at IS NULL
        ORDER BY a.created_at DESC, a.id DESC LIMIT $1 OFFSET $2
      ) picked JOIN article a ON a.id = picked.id JOIN "user" u ON u.id = a.author_id
    ) page ON true ORDER BY page."createdAt" DESC, page.id DESC`,
  tags: 'SELECT name AS tag, articles_count AS articles FROM tag ORDER BY articles_count DESC, name',
  bySlug: `
    SELECT ${preview(ownTags, 'nobody')}, a.body, a.unpublished_at AS "unpublishedAt"
    FROM article a JOIN "user" u ON u.id = a.author_id
    WHERE a.id = coalesce((SELECT id FROM article WHERE slug = $1), (SELECT article_id FROM former_slug WHERE slug = $1))
      AND a.unpublished_at IS NULL`,
  caller: `
    SELECT u.id, u.username, u.email, u.bio, u.image, u.role, u.email_verified AS "emailVerified", u.language,
      u.time_zone AS "timeZone", u.two_factor_enabled AS "twoFactorEnabled", u.deletion_due_at AS "deletionDueAt",
      s.expires_at < now() + make_interval(days => 30, mins => -15) AS "isUseDue"
    FROM session s JOIN "user" u ON u.id = s.user_id
    WHERE s.token = $1 AND s.expires_at > now() AND u.suspended_at IS NULL`,
  use: `UPDATE session SET updated_at = now(), expires_at = now() + make_interval(days => 30) WHERE token = $1`,
  publish: `
    WITH written AS (
      INSERT INTO article (id, slug, title, description, body, image, author_id, updated_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, now()) RETURNING *
    ), tagged AS (
      INSERT INTO article_tag (article_id, tag, position)
      SELECT written.id, tag, place - 1 FROM written CROSS JOIN unnest($8::text[]) WITH ORDINALITY AS each_of (tag, place)
    )
    SELECT ${preview('$8::text[]', 'author')}, a.body, a.unpublished_at AS "unpublishedAt"
    FROM written a JOIN "user" u ON u.id = a.author_id
    CROSS JOIN graphile_worker.add_job(identifier => 'articles.published', payload => $9::json, max_attempts => 10) AS job`,
};

interface Row extends Record<string, unknown> {
  id: string;
  createdAt: Date;
  wordsCount: number;
}

async function read<Found extends Record<string, unknown> = Row>(name: keyof typeof statements, values: unknown[]) {
  return (await pool.query<Found>({ name, text: statements[name], values })).rows;
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

const Page = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
});

async function listArticles(req: Request, res: Response): Promise<void> {
  const { limit, offset } = Page.parse(req.query);
  const rows = await read<Row & { total: number }>('list', [limit + 1, offset]);
  const found = rows.filter(({ id }) => id !== null);
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const next = last && found.length > limit ? `${last.createdAt.getTime().toString(36)}-${last.id}` : null;
  res.json({ articles: page.map(shown), articlesCount: rows[0]?.total ?? 0, next });
}

async function listTags(_req: Request, res: Response): Promise<void> {
  res.json({ tags: (await read('tags', [])).map(({ tag }) => tag) });
}

const Slug = z.string().min(1).max(200);

async function articleBySlug(req: Request, res: Response): Promise<void> {
  const [row] = await read('bySlug', [Slug.parse(req.params['slug'])]);
  if (row) res.json({ article: shown(row) });
  else res.status(404).json({ errors: { article: ['not found'] } });
}

const text = (max: number) => z.string().trim().min(1).max(max);
const NewArticle = z.object({
  article: z.object({
    title: text(160),
    description: text(400),
    body: text(200_000),
    image: z.string().nullable().default(null),
    tagList: z.array(text(40).toLowerCase()).max(20).default([]),
  }),
});

async function createArticle(req: Request, res: Response): Promise<void> {
  const token = req.get('authorization')?.slice('Token '.length);
  const [caller] = await read<{ id: string; isUseDue: boolean }>('caller', [token]);
  if (!caller) return void res.status(401).json({ errors: { token: ['is invalid'] } });
  if (caller.isUseDue) await read('use', [token]);
  const { article } = NewArticle.parse(req.body);
  const [row] = await publish(caller.id, article, String(res.get('X-Request-Id')));
  res.status(201).json({ article: row && shown(row) });
}

async function publish(author: string, article: z.infer<typeof NewArticle>['article'], requestId: string) {
  const { title, description, body, image, tagList } = article;
  const id = randomUUID();
  const job = JSON.stringify({ data: { articleId: id }, requestId });
  const write = (slug: string) =>
    read('publish', [id, slug, title, description, body, image, author, [...new Set(tagList)], job]);
  const slug = title.toLowerCase().replaceAll(/\W+/g, '-');
  try {
    return await write(slug);
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.code !== '23505') throw error;
    return write(`${slug}-${randomBytes(4).toString('hex')}`);
  }
}

const beginRequest: RequestHandler = (_req, res, next) => {
  res.set({ 'X-Request-Id': randomUUID(), 'Cache-Control': 'no-store' });
  next();
};

// Express knows an error handler by its four parameters.
// oxlint-disable-next-line max-params
const answerError: ErrorRequestHandler = (error, _req, res, _next) => {
  if (error instanceof z.ZodError) {
    res.status(422).json({ errors: z.flattenError(error).fieldErrors });
  } else {
    console.error(error);
    res.status(500).json({ errors: { request: ['went wrong on our side'] } });
  }
};

const server = express()
  .disable('x-powered-by')
  .disable('etag')
  .use(beginRequest)
  .use(securityHeaders)
  .use(express.json({ limit: '1mb' }))
  .get('/api/articles', listArticles)
  .get('/api/articles/:slug', articleBySlug)
  .post('/api/articles', createArticle)
  .get('/api/tags', listTags)
  .use(answerError)
  .listen(Number(process.env['PORT']), '127.0.0.1');

process.once('SIGTERM', () => server.close(() => void pool.end()));
