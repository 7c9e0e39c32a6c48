import { Client } from 'pg';
import { expect, test } from 'vitest';
import { explain } from '../../../test/explain.ts';
import { type Host, type Person, startHost } from '../../../test/host.ts';
import { statementsOf } from '../../../test/statements.ts';
import { vacuum } from '../../../test/vacuum.ts';

/** A host with `articles` articles of 20 authors and 50 tags; its reader follows 10 of them and marked 200 articles, fans 50. */
async function startWith(articles: number): Promise<{ host: Host; reader: Person }> {
  const host = await startHost();
  const reader = await host.signUp('Reader');
  const client = new Client({ connectionString: host.databaseUrl });
  await client.connect();
  // Without triggers, which are measured elsewhere; what they keep is written along.
  await client.query(`
    SET session_replication_role = replica;
    INSERT INTO "user" (id, username, email, articles_count, updated_at)
      SELECT 'author' || n, 'author' || n, n || '@example.com', ${articles} / 20, now() FROM generate_series(0, 19) n;
    INSERT INTO "user" (id, username, email, updated_at)
      SELECT 'fan' || n, 'fan' || n, n || '@example.org', now() FROM generate_series(0, ${articles} / 50 - 1) n;
    INSERT INTO article (id, slug, title, description, body, author_id, favorites_count, created_at, updated_at)
      SELECT ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'n' || n, 'N' || n, 'About it', repeat('Text ', 100),
        'author' || n % 20, 1, timestamptz '2026-01-01' + n * interval '1 minute', now()
      FROM generate_series(1, ${articles}) n;
    INSERT INTO article_tag (article_id, tag, position, listed_at)
      SELECT id, 'tag' || (row_number() OVER (ORDER BY id) * 7 + place * 17) % 50, place, created_at
      FROM article CROSS JOIN generate_series(0, 2) place;
    INSERT INTO article_tag (article_id, tag, position, listed_at)
      SELECT id, 'rare', 3, created_at FROM article WHERE created_at < timestamptz '2026-01-01 00:05:30';
    INSERT INTO favorite (user_id, article_id, listed_at)
      SELECT '${reader.id}', id, created_at FROM article
      WHERE (date_part('epoch', created_at - timestamptz '2026-01-01') / 60)::integer % ${articles / 200} = 0;
    INSERT INTO favorite (user_id, article_id, listed_at)
      SELECT 'fan' || substr(slug, 2)::integer % (${articles} / 50), id, created_at FROM article;
    INSERT INTO follow (follower_id, followed_id) SELECT '${reader.id}', 'author' || n FROM generate_series(0, 9) n;
    INSERT INTO tag SELECT tag, count(*) FROM article_tag GROUP BY tag;
    UPDATE total SET value = ${articles} WHERE name = 'articles'`);
  // Looks at every row: what a sample says of a rare tag is another thing each time.
  await client.query('SET default_statistics_target = 1000');
  await vacuum(client, 'article', 'article_tag', 'favorite', 'follow', 'tag', 'total', '"user"');
  await client.end();
  return { host, reader };
}

/** Each hot read, with the index that has to answer it. */
const reads: Record<string, { index?: string; read: (person: Person, cursor: string) => Promise<unknown> }> = {
  newest: { index: 'article_created_at_id_idx', read: ({ api }) => api.articles.list.query({}) },
  'newest after a cursor': {
    index: 'article_created_at_id_idx',
    read: ({ api }, after) => api.articles.list.query({ after }),
  },
  'by tag': {
    index: 'article_tag_tag_listed_at_article_id_idx',
    read: ({ api }) => api.articles.list.query({ tag: 'tag7' }),
  },
  'by rare tag': {
    index: 'article_tag_tag_listed_at_article_id_idx',
    read: ({ api }) => api.articles.list.query({ tag: 'rare' }),
  },
  'by author': {
    index: 'article_author_id_created_at_id_idx',
    read: ({ api }) => api.articles.list.query({ author: 'Author3' }),
  },
  'favorited by': {
    index: 'favorite_user_id_listed_at_article_id_idx',
    read: ({ api }) => api.articles.list.query({ favoritedBy: 'reader' }),
  },
  feed: { index: 'article_author_id_created_at_id_idx', read: ({ api }) => api.articles.feed.query({}) },
  'feed after a cursor': {
    index: 'article_author_id_created_at_id_idx',
    read: ({ api }, after) => api.articles.feed.query({ after }),
  },
  tags: { read: ({ api }) => api.tags.list.query() },
  'by slug': { index: 'article_slug_key', read: ({ api }) => api.articles.bySlug.query({ slug: 'n500' }) },
};

test('at 100,000 articles every hot read is answered by its index, for at most twice what it costs at 1,000', async () => {
  const few = await startWith(1000);
  const many = await startWith(100_000);
  for (const [name, { index, read }] of Object.entries(reads)) {
    const measure = async ({ host, reader }: { host: Host; reader: Person }) => {
      const middle = (await reader.api.articles.list.query({ limit: 1, offset: 500 })).next ?? '';
      const statements = await statementsOf(host, () => read(reader, middle));
      const statement = statements.at(-1);
      if (!statement) throw new Error(`${name} asks the database.`);
      return explain(host, statement);
    };
    const [small, large] = [await measure(few), await measure(many)];
    if (index !== undefined) expect(large.indexes, name).toContain(index);
    expect(large.scanned, name).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(?:article|favorite|user)/)]),
    );
    expect(large.pages, `pages read: ${name}`).toBeLessThanOrEqual(2 * small.pages);
    expect(large.cost, `planned cost: ${name}`).toBeLessThanOrEqual(2 * small.cost);
  }
}, 120_000);
