import { expect } from 'vitest';
import type { Db } from './database.ts';
import { migrate } from './migrate.ts';
import { makeDatabase, openDatabase } from './test-database.ts';

/** A migrated database of the test's own. */
export async function openMigrated(): Promise<{ db: Db; url: string } & AsyncDisposable> {
  const url = await makeDatabase();
  await migrate({ url, directory: import.meta.dirname, log: () => undefined });
  return { url, ...openDatabase(url) };
}

/** People of these names, whose ids are their names. */
export async function join(db: Db, ...names: string[]): Promise<void> {
  await db.user.createMany({
    data: names.map((name) => ({ id: name, username: name, email: `${name}@example.com` })),
  });
}

/** Publishes an article and returns its id. */
export async function publish(db: Db, authorId: string, { slug, tags = [] }: { slug: string; tags?: string[] }) {
  const { id } = await db.article.create({
    data: {
      slug,
      title: slug,
      description: 'About it',
      body: 'Some text',
      authorId,
      tags: { create: tags.map((tag, position) => ({ tag, position })) },
    },
  });
  return id;
}

/** Every count as it is kept, and as it comes out when the rows are counted. */
export async function counts(db: Db) {
  const kept = await db.$queryRaw`
    SELECT 'followers ' || id AS what, followers_count AS n FROM "user" WHERE followers_count <> 0
    UNION ALL SELECT 'following ' || id, following_count FROM "user" WHERE following_count <> 0
    UNION ALL SELECT 'articles ' || id, articles_count FROM "user" WHERE articles_count <> 0
    UNION ALL SELECT 'favorites ' || slug, favorites_count FROM article WHERE favorites_count <> 0
    UNION ALL SELECT 'tag ' || name, articles_count FROM tag
    UNION ALL SELECT name, value FROM total
    ORDER BY what`;
  const counted = await db.$queryRaw`
    SELECT 'followers ' || followed_id AS what, count(*)::integer AS n FROM follow GROUP BY followed_id
    UNION ALL SELECT 'following ' || follower_id, count(*)::integer FROM follow GROUP BY follower_id
    UNION ALL SELECT 'articles ' || author_id, count(*)::integer FROM article WHERE unpublished_at IS NULL GROUP BY author_id
    UNION ALL SELECT 'favorites ' || slug, count(*)::integer FROM favorite JOIN article ON id = article_id GROUP BY slug
    UNION ALL SELECT 'tag ' || tag, count(*)::integer FROM article_tag JOIN article ON id = article_id
      WHERE unpublished_at IS NULL GROUP BY tag
    UNION ALL SELECT 'articles', count(*)::integer FROM article WHERE unpublished_at IS NULL
    ORDER BY what`;
  return { kept, counted };
}

/** Expects every count to be what comes out when the rows are counted. */
export async function expectExact(db: Db): Promise<void> {
  const { kept, counted } = await counts(db);
  expect(kept).toEqual(counted);
}
