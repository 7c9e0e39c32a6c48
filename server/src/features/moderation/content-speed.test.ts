import { Client } from 'pg';
import { expect, test } from 'vitest';
import { explain } from '../../../test/explain.ts';
import { startHost } from '../../../test/host.ts';
import { statementsOf } from '../../../test/statements.ts';
import { vacuum } from '../../../test/vacuum.ts';
import { createVisitor } from '../../../test/visitor.ts';

const rows = 100_000;

/** A host with 100,000 articles of 1,000 authors, as many comments, uploads and reports; a few hidden, a few unpublished. */
async function startFull() {
  const host = await startHost();
  const { email } = await host.signUp('Olga', 'operator');
  const client = new Client({ connectionString: host.databaseUrl });
  await client.connect();
  // Without triggers, which are measured elsewhere; what they keep is written along.
  await client.query(`
    SET session_replication_role = replica;
    INSERT INTO "user" (id, username, email, updated_at)
      SELECT 'author' || n, 'author' || n, n || '@example.com', now() FROM generate_series(0, 999) n;
    INSERT INTO article (id, slug, title, description, body, author_id, created_at, updated_at, unpublished_at, hidden_at, hidden_reason)
      SELECT ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'n' || n,
        'Notes on the ' || md5(n::text), 'About it', repeat('Text ', 50), 'author' || n % 1000,
        timestamptz '2026-01-01' + n * interval '1 minute', now(),
        CASE WHEN n % 500 < 2 THEN now() END, CASE WHEN n % 500 = 0 THEN now() END, CASE WHEN n % 500 = 0 THEN 'Spam.' END
      FROM generate_series(1, ${rows}) n;
    INSERT INTO article_tag (article_id, tag, position, listed_at)
      SELECT id, 'tag' || (row_number() OVER (ORDER BY id)) % 1000, 0, created_at FROM article;
    INSERT INTO tag SELECT tag, count(*) FROM article_tag GROUP BY tag;
    INSERT INTO comment (body, article_id, author_id, created_at, updated_at, hidden_at, hidden_reason)
      SELECT 'I think that ' || md5(slug) || ' is well put.', id, author_id, created_at, now(), hidden_at, hidden_reason FROM article;
    INSERT INTO upload (id, owner_id, key, size_bytes, width, height, created_at)
      SELECT id, author_id, 'key' || slug, 1000, 10, 10, created_at FROM article;
    INSERT INTO report (id, reporter_id, article_id, is_of_comment, excerpt, author, author_id, reason, created_at, resolved_at, outcome)
      SELECT id, author_id, id, false, title, 'somebody', author_id, 'spam', created_at,
        CASE WHEN substr(slug, 2)::int > 500 THEN now() END, CASE WHEN substr(slug, 2)::int > 500 THEN 'dismissed'::"ReportOutcome" END
      FROM article`);
  await vacuum(client, 'article', 'article_tag', 'tag', 'comment', 'upload', 'report', '"user"');
  await client.end();
  const visitor = createVisitor(host.url);
  await visitor.signIn(email);
  return { host, visitor };
}

const id = '00000000-0000-7000-8000-000000050000';
const middle = `${Date.UTC(2026, 1, 4, 17, 20)}.${id}`;

/** Each way to ask, with the index that has to answer it where few match; null where a capped count is most of the work. */
const reads: Record<string, string | null> = {
  articles: 'article_created_at_id_idx',
  [`articles?before=${middle}`]: 'article_created_at_id_idx',
  'articles?state=published': 'article_created_at_id_idx',
  'articles?state=unpublished': 'article_unpublished_idx',
  'articles?state=hidden': 'article_unpublished_idx',
  'articles?author=Author7': 'article_author_id_created_at_id_idx',
  'articles?tag=tag7': 'article_tag_tag_listed_at_article_id_idx',
  'articles?q=c4ca4238': 'article_title_idx',
  'articles?q=notes': 'article_created_at_id_idx',
  // Too short for an index of trigrams: it is not looked for, and that is said.
  'articles?q=zq': 'article_created_at_id_idx',
  'articles?q=c4ca4238&state=published&author=author1': null,
  [`articles/${id}`]: 'article_pkey',
  comments: 'comment_created_at_id_idx',
  'comments?q=well+put': 'comment_created_at_id_idx',
  'comments?q=zzz-nowhere': 'comment_body_idx',
  'comments?state=hidden': 'comment_hidden_idx',
  'comments?author=author7': 'comment_author_id_created_at_id_idx',
  'comments?article=n7': 'comment_article_id_created_at_id_idx',
  tags: null,
  uploads: 'upload_created_at_id_idx',
  'uploads?owner=author7': 'upload_owner_id_created_at_idx',
  [`uploads/${id}`]: 'upload_pkey',
  reports: 'report_resolved_at_created_at_id_idx',
  'reports?state=resolved&reason=spam': null,
  [`reports/${id}`]: 'report_author_id_created_at_id_idx',
};

/** Of 8 KB each, so that no page reads more than some 30 MB; all the articles alone are more than 60. */
const pagesMax = 4000;

test('at 100,000 articles and comments every list of them in the console is read from its indexes', async () => {
  const { host, visitor } = await startFull();
  for (const [path, index] of Object.entries(reads)) {
    const statements = await statementsOf(host, async () => {
      expect((await visitor.get(`/admin/${path}`)).status, path).toBe(200);
    });
    const plans = [];
    for (const statement of statements.filter(({ text }) => /^\s*(?:SELECT|WITH)/i.test(text))) {
      plans.push(await explain(host, statement));
    }
    const indexes = plans.flatMap((plan) => [...plan.indexes]);
    if (index !== null) expect(indexes, path).toContain(index);
    const pages = plans.reduce((sum, plan) => sum + plan.pages, 0);
    expect(pages, `pages read: ${path}`).toBeLessThanOrEqual(pagesMax);
  }
}, 240_000);
