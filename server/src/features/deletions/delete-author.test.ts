import { expect, test } from 'vitest';
import { type Host, password, startHost } from '../../../test/host.ts';
import { untilWaiting } from '../../../test/locks.ts';
import { enqueue } from '../../platform/jobs/enqueue.ts';
import { storageKeyOf } from '../uploads/index.ts';
import { deleteDueAccounts } from './delete-due-accounts.ts';

async function daily(host: Host): Promise<void> {
  await host.db.$transaction((tx) => enqueue(tx, deleteDueAccounts, {}));
  await host.runJobs();
}

test('what a person wrote, favorited and followed goes with the account, with its files, and the counts follow', async () => {
  const host = await startHost();
  const [ada, grace] = [await host.signUp('Ada'), await host.signUp('Grace')];
  const article = { title: 'Gone', description: 'd', body: 'b', tags: [] };
  const { slug } = await ada.api.articles.create.mutate(article);
  await grace.api.comments.add.mutate({ slug, body: 'Stay.' });
  const kept = await grace.api.articles.create.mutate({ ...article, title: 'Kept' });
  await ada.api.comments.add.mutate({ slug: kept.slug, body: 'Gone as well.' });
  await ada.api.profiles.follow.mutate({ username: 'Grace' });
  await ada.api.articles.favorite.mutate({ slug: kept.slug });
  const key = '3f/3f000000000000000000000000000000-10x10.webp';
  await host.services.storage.put(storageKeyOf(key), Buffer.from('a picture'), { type: 'image/webp' });
  await host.services.storage.put('exports/one.zip', Buffer.from('a copy'), { type: 'application/zip' });
  await host.db.upload.create({ data: { ownerId: ada.id, key, sizeBytes: 9, width: 10, height: 10 } });
  await host.db.dataExport.create({ data: { userId: ada.id, storageKey: 'exports/one.zip', state: 'ready' } });
  await host.runJobs();

  await ada.api.deletions.request.mutate({ password });
  await host.db.user.update({ where: { id: ada.id }, data: { deletionDueAt: new Date(Date.now() - 1) } });
  await daily(host);
  expect(await host.db.user.findMany({ select: { username: true, followersCount: true } })).toEqual([
    { username: 'Grace', followersCount: 0 },
  ]);
  expect(await host.db.article.findMany({ select: { slug: true, favoritesCount: true } })).toEqual([
    { slug: kept.slug, favoritesCount: 0 },
  ]);
  expect(await host.db.comment.count()).toBe(0);
  expect(await host.services.storage.get(storageKeyOf(key))).toBeNull();
  expect(await host.services.storage.get('exports/one.zip')).toBeNull();
  expect(await host.db.auditLog.findFirst({ where: { action: 'users.deleted' } })).toMatchObject({
    actorId: ada.id,
    target: `user:${ada.id}`,
    after: { files: 2 },
  });
});

test('a deletion waits for whoever publishes, and holds nothing that they need', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  await ada.api.deletions.request.mutate({ password });
  await host.db.user.update({ where: { id: ada.id }, data: { deletionDueAt: new Date(Date.now() - 1) } });
  const { due } = await host.db.$transaction(async (tx) => {
    // As it begins: the author's row is held by nobody yet.
    await tx.article.updateMany({ data: { updatedAt: new Date() } });
    const running = daily(host);
    await untilWaiting(host, 1);
    await tx.$executeRaw`SET LOCAL lock_timeout = '500ms'`;
    await tx.article.create({ data: { slug: 'one', title: 'One', description: 'D', body: 'B', authorId: ada.id } });
    return { due: running };
  });
  await due;
  expect(await host.db.user.count()).toBe(0);
});

/** Somebody whose account is due, with as much of everything as no statement may remove at once here. */
async function startWithProlific(role?: 'admin') {
  const host = await startHost();
  const ada = await host.signUp('Ada', role);
  const grace = await host.signUp('Grace');
  const { db } = host;
  await db.$executeRaw`
    INSERT INTO "user" (id, username, email, updated_at)
    SELECT 'reader-' || n, 'reader-' || n, 'reader-' || n || '@example.com', now() FROM generate_series(1, 150) n`;
  await db.$executeRaw`
    INSERT INTO article (id, slug, title, description, body, author_id, updated_at)
    SELECT gen_random_uuid(), author || n, 'Title', 'About', 'Words', author, now()
    FROM generate_series(1, 150) n, unnest(${[ada.id, grace.id]}::text[]) author`;
  await db.$executeRaw`INSERT INTO article_tag (article_id, tag, position) SELECT id, 'moss', 0 FROM article`;
  // Ada likes what Grace wrote, and the readers the first of hers.
  await db.$executeRaw`
    INSERT INTO favorite (user_id, article_id) SELECT ${ada.id}, id FROM article WHERE author_id = ${grace.id}`;
  await db.$executeRaw`
    INSERT INTO favorite (user_id, article_id)
    SELECT reader.id, article.id FROM "user" reader, article WHERE reader.id LIKE 'reader-%' AND slug = ${`${ada.id}1`}`;
  await db.$executeRaw`
    INSERT INTO follow (follower_id, followed_id)
    SELECT id, ${ada.id} FROM "user" WHERE id LIKE 'reader-%' UNION SELECT ${ada.id}, id FROM "user" WHERE id LIKE 'reader-%'`;
  await db.$executeRaw`
    INSERT INTO comment (body, article_id, author_id, updated_at)
    SELECT 'Fine.', article.id, author, now() FROM article, unnest(${[ada.id, grace.id]}::text[]) author`;
  await db.user.update({ where: { id: ada.id }, data: { deletionDueAt: new Date(Date.now() - 1) } });
  return { host, ada, grace };
}

/** What is left, and what counts it. */
const leftOf = async ({ db }: Host, { grace }: { grace: { id: string } }) => ({
  articles: await db.article.count(),
  total: await db.total.findUniqueOrThrow({ where: { name: 'articles' } }).then(({ value }) => value),
  tag: await db.tag.findUniqueOrThrow({ where: { name: 'moss' } }).then(({ articlesCount }) => articlesCount),
  liked: await db.article.count({ where: { favoritesCount: { gt: 0 } } }),
  followed: await db.user.count({ where: { OR: [{ followersCount: { gt: 0 } }, { followingCount: { gt: 0 } }] } }),
  comments: await db.comment.groupBy({ by: ['authorId'], _count: true }),
  grace: (await db.user.findUniqueOrThrow({ where: { id: grace.id } })).articlesCount,
});

const nothingOfAda = ({ grace }: { grace: { id: string } }) => ({
  articles: 150,
  total: 150,
  tag: 150,
  liked: 0,
  followed: 0,
  comments: [{ authorId: grace.id, _count: 150 }],
  grace: 150,
});

test('however much there is of somebody, no statement removes so much that it may run out of time, and the counts follow', async () => {
  const { host, ada, grace } = await startWithProlific();
  await host.db.$executeRaw`
    CREATE FUNCTION refuse_many() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF (SELECT count(*) FROM removed) > 100 THEN RAISE 'Too many at once.'; END IF;
      RETURN NULL;
    END $$`;
  await host.db.$executeRaw`
    CREATE TRIGGER refuse_many AFTER DELETE ON article REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_many()`;
  await host.db.$executeRaw`
    CREATE TRIGGER refuse_many AFTER DELETE ON follow REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_many()`;
  await host.db.$executeRaw`
    CREATE FUNCTION refuse_many_likes() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF (SELECT count(*) FROM removed JOIN article ON id = article_id) > 50 THEN RAISE 'Too many to count at once.'; END IF;
      RETURN NULL;
    END $$`;
  await host.db.$executeRaw`
    CREATE TRIGGER refuse_many AFTER DELETE ON favorite REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_many_likes()`;
  await daily(host);
  expect(await host.db.user.count({ where: { id: ada.id } })).toBe(0);
  expect(await leftOf(host, { grace })).toEqual(nothingOfAda({ grace }));
  expect(await host.db.auditLog.count({ where: { action: 'users.deleted' } })).toBe(1);
});

test('a deletion that breaks off leaves the account due, and the next goes on where it stopped', async () => {
  const { host, ada, grace } = await startWithProlific();
  await host.db.$executeRaw`
    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'refused'; END $$`;
  await host.db.$executeRaw`
    CREATE TRIGGER refuse BEFORE DELETE ON article FOR EACH ROW WHEN (OLD.slug LIKE '%150') EXECUTE FUNCTION refuse()`;
  await daily(host);
  expect(await host.db.user.findUnique({ where: { id: ada.id } })).toMatchObject({ deletionDueAt: expect.any(Date) });
  expect(await host.db.favorite.count({ where: { userId: ada.id } })).toBe(0);
  expect(await host.db.auditLog.count()).toBe(0);

  await host.db.$executeRaw`DROP TRIGGER refuse ON article`;
  await daily(host);
  expect(await host.db.user.count({ where: { id: ada.id } })).toBe(0);
  expect(await leftOf(host, { grace })).toEqual(nothingOfAda({ grace }));
  expect(await host.db.auditLog.count({ where: { action: 'users.deleted' } })).toBe(1);
});

test('an account that is kept while it goes stays, with what has not gone yet', async () => {
  const { host, ada } = await startWithProlific();
  await host.db.$executeRaw`
    CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      UPDATE "user" SET deletion_due_at = NULL; RETURN NULL;
    END $$`;
  await host.db.$executeRaw`CREATE TRIGGER keep AFTER DELETE ON favorite FOR EACH STATEMENT EXECUTE FUNCTION keep()`;
  await daily(host);
  expect(await host.db.user.findUnique({ where: { id: ada.id } })).toMatchObject({ deletionDueAt: null });
  expect(await host.db.favorite.count({ where: { userId: ada.id } })).toBe(100);
  expect(await host.db.article.count({ where: { authorId: ada.id } })).toBe(150);
});

test('of the only admin who can act nothing goes', async () => {
  const { host, ada } = await startWithProlific('admin');
  await daily(host);
  expect(await host.db.user.count({ where: { id: ada.id } })).toBe(1);
  expect(await host.db.favorite.count({ where: { userId: ada.id } })).toBe(150);
  expect(await host.db.article.count({ where: { authorId: ada.id } })).toBe(150);
});
