import { hash } from 'node:crypto';
import { Client } from 'pg';
import { expect, test } from 'vitest';
import { explain } from '../../../test/explain.ts';
import { type Host, startHost } from '../../../test/host.ts';
import { statementsOf } from '../../../test/statements.ts';
import { vacuum } from '../../../test/vacuum.ts';
import { createVisitor, type Visitor } from '../../../test/visitor.ts';

/** A host with so many people, of whom forty are suspended, and as many are staff. */
async function startWith(people: number): Promise<{ host: Host; visitor: Visitor }> {
  const host = await startHost();
  const { email } = await host.signUp('Olga', 'operator');
  const client = new Client({ connectionString: host.databaseUrl });
  await client.connect();
  await client.query(`
    INSERT INTO "user" (id, username, email, role, suspended_at, created_at, updated_at)
      SELECT 'u' || n, left(md5('name' || n), 12), left(md5('mail' || n), 12) || '@example.com', (CASE WHEN n % ${people / 40} = 7 THEN 'viewer' ELSE 'user' END)::"Role",
        CASE WHEN n % ${people / 40} = 9 THEN at END, at, at
      FROM generate_series(1, ${people}) n, LATERAL (SELECT now() - n * interval '1 minute' AS at) AS moment`);
  await vacuum(client, '"user"');
  await client.end();
  const visitor = createVisitor(host.url);
  await visitor.signIn(email);
  return { host, visitor };
}

/** A name that has little in common with others, as names have. */
const madeOf = (text: string) => hash('md5', text).slice(0, 12);

/** How many pages of the disk are read of people, for a page of the console. */
async function measure({ host, visitor }: { host: Host; visitor: Visitor }, path: string): Promise<number> {
  const statements = await statementsOf(host, () => visitor.get(path));
  let pages = 0;
  for (const statement of statements.filter(({ text }) => text.includes('"user"'))) {
    pages += (await explain(host, statement)).pages;
  }
  return pages;
}

/** What a page takes that is no more for more people: a table that is read to its end has thousands. */
const someMore = 100;

test('whom staff look for among 60,000 costs at most twice what it does among 15,000', async () => {
  const few = await startWith(15_000);
  const many = await startWith(60_000);
  for (const path of [
    '/admin',
    '/admin/users',
    `/admin/users?q=${madeOf('name14999')}`,
    `/admin/users?q=${madeOf('mail14999')}`,
    '/admin/users?q=nobody-is-called-so',
    '/admin/users?state=suspended',
    '/admin/users?role=viewer',
    `/admin/search?q=${madeOf('name14999')}`,
  ]) {
    const [small, large] = [await measure(few, path), await measure(many, path)];
    expect(small, path).toBeGreaterThan(0);
    expect(large, path).toBeLessThanOrEqual(2 * small + someMore);
  }
}, 120_000);
