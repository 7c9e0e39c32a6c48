import { Client } from 'pg';

/** What the seed holds, for those who ask for it. */
export const seeded = { articles: 1000, users: 20, tags: 50 } as const;

/** The token of a session that the seed has begun, for whoever writes. */
export const token = 'bench-session-token-0000000000000000';

/** Fills a migrated database: 1,000 articles of 600 words by 20 people under 50 tags, three tags and five favorites each. */
export async function seed(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query(`
    INSERT INTO "user" (id, username, email, bio, updated_at)
      SELECT 'user-' || n, 'user' || n, 'user' || n || '@example.com', 'Writes.', now() FROM generate_series(1, ${seeded.users}) n;
    INSERT INTO session (id, token, user_id, expires_at, updated_at) VALUES ('bench', '${token}', 'user-1', now() + interval '30 days', now());
    INSERT INTO follow (follower_id, followed_id)
      SELECT 'user-' || a, 'user-' || b FROM generate_series(1, ${seeded.users}) a, generate_series(1, ${seeded.users}) b
      WHERE a <> b AND (a + b) % 4 = 0;
    INSERT INTO article (id, slug, title, description, body, author_id, created_at, updated_at)
      SELECT gen_random_uuid(), 'article-' || n, 'Article ' || n, 'What article ' || n || ' is about, in a line or two of text.',
        repeat('Some words that stand for a paragraph of an article. ', 60), 'user-' || 1 + n % ${seeded.users},
        now() - n * interval '1 hour', now() - n * interval '1 hour'
      FROM generate_series(1, ${seeded.articles}) n;
    INSERT INTO article_tag (article_id, tag, position)
      SELECT id, 'tag-' || (substr(slug, 9)::integer * 7 + place * 17) % ${seeded.tags}, place
      FROM article CROSS JOIN generate_series(0, 2) place ORDER BY id;
    INSERT INTO favorite (user_id, article_id)
      SELECT 'user-' || 1 + (substr(slug, 9)::integer + n * 3) % ${seeded.users}, id
      FROM article CROSS JOIN generate_series(1, 5) n ORDER BY id`);
  await client.query('VACUUM ANALYZE');
  await client.end();
}
