import { expect, test } from 'vitest';
import { startHost } from '../../../test/host.ts';
import { countAbout } from './count-about.ts';

test('a table is counted exactly as far as counts are taken, and reckoned beyond', async () => {
  const { db } = await startHost();
  const more = (from: number, to: number) => db.$executeRaw`
    INSERT INTO "user" (id, username, email, updated_at)
    SELECT 'u' || n, 'person-' || n, n || '@example.com', now() FROM generate_series(${from}::int, ${to}::int) n`;
  expect(await countAbout(db, 'user')).toBe(0);
  await more(1, 10_000);
  expect(await countAbout(db, 'user')).toBe(10_000);
  await more(10_001, 10_001);
  // What Postgres has not looked at it does not know of.
  expect(await countAbout(db, 'user')).toEqual({ about: 10_000 });
  await more(10_002, 23_700);
  await db.$executeRaw`ANALYZE "user"`;
  expect(await countAbout(db, 'user')).toEqual({ about: 24_000 });
});
