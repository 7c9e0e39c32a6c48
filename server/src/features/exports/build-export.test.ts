import { expect, test } from 'vitest';
import { startBucket } from '../../../test/bucket.ts';
import { contentOf, download, make, start } from '../../../test/data-export.ts';
import { base64, picture } from '../../../test/pictures.ts';

test.each([
  ['a folder', async () => ({})],
  ['a bucket', async () => ({ STORAGE_URL: (await startBucket()).url })],
])('an export in %s holds all that a person has, and nothing that is another’s', async (_, env) => {
  const { host, ada, grace } = await start(await env());
  const image = await ada.api.uploads.image.mutate(base64(await picture()));
  const text = { description: 'About "it": a test', body: `# Hello\n\n![](${image.url})`, tags: ['b', 'a'] };
  const { slug } = await ada.api.articles.create.mutate({ ...text, title: 'Engines: "one" & more' });
  const other = await grace.api.articles.create.mutate({ title: 'Hers', description: 'Private', body: 'Hers alone' });
  await host.db.draft.create({ data: { authorId: ada.id, title: 'Half', body: 'Not yet', tags: ['x'] } });
  await ada.api.comments.add.mutate({ slug: other.slug, body: 'Well put.' });
  await grace.api.comments.add.mutate({ slug, body: 'Graces words' });
  await ada.api.articles.favorite.mutate({ slug: other.slug });
  await ada.api.profiles.follow.mutate({ username: 'Grace' });
  await grace.api.profiles.follow.mutate({ username: 'Ada' });
  await host.runJobs();

  const { id } = await make(host, ada);
  const files = await contentOf(await download(host, id, ada));
  const json = (name: string): unknown => JSON.parse(files[name] ?? 'null');
  const draft = Object.keys(files).find((name) => name.startsWith('drafts/')) ?? '';
  expect(Object.keys(files)).toEqual(
    expect.arrayContaining(['README.txt', `articles/${slug}.md`, draft, `pictures/${image.url.slice(12)}`]),
  );
  expect(json('profile.json')).toMatchObject({ username: 'Ada', email: 'ada@example.com', timeZone: 'UTC' });
  expect(files[`articles/${slug}.md`]).toMatch(
    /^---\ntitle: "Engines: \\"one\\" & more"\ndescription: "About \\"it\\": a test"\ntags: \["b","a"\]\n/,
  );
  expect(files[`articles/${slug}.md`]).toContain(`\n---\n\n${text.body}\n`);
  expect(json('articles.json')).toMatchObject([{ slug, tags: ['b', 'a'], favoritesCount: 0 }]);
  expect(files[draft]).toContain('title: "Half"');
  expect(json('comments.json')).toMatchObject([{ body: 'Well put.', article: { slug: other.slug } }]);
  expect(json('favorites.json')).toMatchObject([{ article: { slug: other.slug } }]);
  expect(json('following.json')).toMatchObject([{ followed: { username: 'Grace' } }]);
  expect(json('followers.json')).toMatchObject([{ follower: { username: 'Grace' } }]);
  expect(json('notifications.json')).toMatchObject([
    { kind: 'article_published', actor: { username: 'Grace' } },
    { kind: 'comment_added', actor: { username: 'Grace' }, article: { slug } },
  ]);
  expect(json('sessions.json')).toHaveLength(1);
  expect(json('reports.json')).toEqual([]);
  expect(json('pictures.json')).toMatchObject([{ width: 60, height: 40 }]);

  const whole = Object.values(files).join('\n');
  for (const secret of ['Hers alone', 'Graces words', 'grace@example.com', ada.token, 'argon2']) {
    expect(whole, secret).not.toContain(secret);
  }
});

test('of an article that another took back an export says neither the title nor the address', async () => {
  const { host, ada, grace } = await start();
  const text = { title: 'Withdrawn', description: 'About it', body: 'Text' };
  await ada.api.profiles.follow.mutate({ username: 'Grace' });
  const { slug } = await grace.api.articles.create.mutate(text);
  await ada.api.comments.add.mutate({ slug, body: 'Well put.' });
  await ada.api.articles.favorite.mutate({ slug });
  await ada.api.reports.create.mutate({ slug, reason: 'other' });
  await host.runJobs();
  await grace.api.articles.unpublish.mutate({ slug });
  const own = await ada.api.articles.create.mutate({ ...text, title: 'Kept back' });
  await ada.api.comments.add.mutate({ slug: own.slug, body: 'To myself.' });
  await ada.api.articles.unpublish.mutate({ slug: own.slug });

  const files = await contentOf(await download(host, (await make(host, ada)).id, ada));
  expect(Object.values(files).join('\n').toLowerCase()).not.toContain('withdrawn');
  const json = (name: string): unknown => JSON.parse(files[name] ?? 'null');
  expect(json('comments.json')).toMatchObject([{ body: 'Well put.', article: null }, { article: { slug: own.slug } }]);
  for (const name of ['favorites', 'reports', 'notifications'])
    expect(json(`${name}.json`)).toMatchObject([{ article: null }]);
});

test('more than goes into one batch is all there', async () => {
  const { host, ada } = await start();
  const { slug } = await ada.api.articles.create.mutate({ title: 'One', description: 'About', body: 'x' });
  const { id: articleId } = await host.db.article.findUniqueOrThrow({ where: { slug } });
  const bodies = Array.from({ length: 1201 }, (_, index) => `comment ${index}`);
  await host.db.comment.createMany({ data: bodies.map((body) => ({ body, articleId, authorId: ada.id })) });
  await host.db.draft.createMany({
    data: Array.from({ length: 120 }, (_, index) => ({ authorId: ada.id, title: `D${index}` })),
  });
  const files = await contentOf(await download(host, (await make(host, ada)).id, ada));
  const comments = JSON.parse(files['comments.json'] ?? '') as { body: string }[];
  expect(comments.map(({ body }) => body)).toEqual(bodies);
  expect(Object.keys(files).filter((name) => name.startsWith('drafts/'))).toHaveLength(120);
});

test('one that cannot be made is tried three times, then it is said to have failed, and another may be asked for', async () => {
  const bucket = await startBucket();
  const { host, ada } = await start({ STORAGE_URL: bucket.url });
  await ada.api.exports.request.mutate();
  for (const state of ['running', 'running', 'failed']) {
    bucket.fail(500, 4);
    await host.db.$executeRaw`UPDATE graphile_worker._private_jobs SET run_at = now()`;
    await host.runJobs();
    expect(await ada.api.exports.list.query()).toMatchObject([{ state, sizeBytes: null, expiresAt: null }]);
  }
  expect(await make(host, ada)).toMatchObject({ state: 'ready' });
});
