import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { migrate } from './migrate.ts';
import { expectExact } from './test-counts.ts';
import { addMigration, copyMigrations, makeDatabase, openDatabase, query } from './test-database.ts';

test('what was there before the counts is counted by the migration that brings them', async () => {
  await using copy = await copyMigrations();
  const url = await makeDatabase();
  const options = { url, directory: copy.directory, log: () => undefined };
  const counting = '20261122194221_conduit_whole';
  // With all that came later, which builds on it.
  const names = await readdir(path.join(copy.directory, 'migrations'));
  const taken: [name: string, sql: string][] = [];
  for (const name of names.filter((one) => one >= counting && one !== 'migration_lock.toml').toSorted()) {
    const folder = path.join(copy.directory, 'migrations', name);
    taken.push([name, await readFile(path.join(folder, 'migration.sql'), 'utf8')]);
    await rm(folder, { recursive: true });
  }
  await migrate(options);
  await query(
    url,
    `INSERT INTO "user" (id, username, email, updated_at) VALUES ('ada', 'ada', 'a', now()), ('grace', 'grace', 'g', now());
     INSERT INTO article (id, slug, title, description, body, author_id, updated_at)
       SELECT gen_random_uuid(), 'n' || n, 'Engines', 'About it', 'Three words here', 'ada', now() FROM generate_series(1, 3) n;
     INSERT INTO article_tag SELECT id, 'x', 0 FROM article;
     INSERT INTO favorite (user_id, article_id) SELECT 'grace', id FROM article WHERE slug <> 'n1';
     INSERT INTO follow (follower_id, followed_id) VALUES ('grace', 'ada')`,
  );
  for (const [name, sql] of taken) await addMigration(copy.directory, name, sql);
  await migrate(options);
  await using opened = openDatabase(url);
  await expectExact(opened.db);
  expect(await opened.db.total.findUnique({ where: { name: 'articles' } })).toMatchObject({ value: 3 });
  expect(await opened.db.favorite.count({ where: { listedAt: { not: null } } })).toBe(2);
  expect(await opened.db.articleTag.count({ where: { listedAt: { not: null } } })).toBe(3);
  const found = await query(
    url,
    "SELECT words_count FROM article WHERE search_vector @@ 'engin:A & x:C & three:D'::tsquery",
  );
  expect(found).toEqual(Array.from({ length: 3 }, () => ({ words_count: 3 })));
  await opened.db.user.delete({ where: { id: 'grace' } });
  await expectExact(opened.db);
});
