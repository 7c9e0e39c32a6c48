import { expect, test } from 'vitest';
import { startHost } from '../../../test/host.ts';
import { purge, statusOf, upload } from '../../../test/uploads.ts';
import { untilWaiting } from '../../../test/locks.ts';

const text = { title: 'Engines', description: 'About them' };

test('what an article, a draft, a comment or a portrait refers to stays, whoever uploaded it and however old', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  const grace = await host.signUp('Grace');
  const pictures = await Promise.all(Array.from({ length: 7 }, () => upload(ada)));
  const next = pictures.values();
  const take = () => String(next.next().value);
  const body = `Look: ![it](https://x.example${take()}).`;
  const { slug } = await grace.api.articles.create.mutate({ ...text, body });
  await host.db.article.update({ where: { slug }, data: { image: take() } });
  await grace.api.accounts.updateSettings.mutate({ image: take() });
  await host.db.draft.create({ data: { authorId: ada.id, body: `![](${take()})`, image: take() } });
  await ada.api.comments.add.mutate({ slug, body: `![it](${take()})` });
  await purge(host, 400);
  const statuses = await Promise.all(pictures.map((url) => statusOf(host, url)));
  expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 404]);
});

test('a picture that was reported stays as long as the report waits, also where its author has swapped it', async () => {
  const host = await startHost();
  const [ada, grace] = [await host.signUp('Ada'), await host.signUp('Grace')];
  const [cover, shown] = [await upload(ada), await upload(ada)];
  const { slug } = await ada.api.articles.create.mutate({ ...text, body: `![](${shown})` });
  await ada.api.articles.edit.mutate({ slug, image: cover });
  await grace.api.reports.create.mutate({ slug, reason: 'abuse' });
  await ada.api.articles.edit.mutate({ slug, image: null, body: 'Nothing to see.' });
  const statuses = async () => Promise.all([cover, shown].map((url) => statusOf(host, url)));
  await purge(host, 400);
  expect(await statuses()).toEqual([200, 200]);
  await host.db.report.updateMany({ data: { outcome: 'dismissed', resolvedAt: new Date() } });
  await purge(host, 400);
  expect(await statuses()).toEqual([404, 404]);
});

test('the picture of a draft that is published while texts are read stays', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  const body = `![](${await upload(ada)})`;
  const { id } = await ada.api.drafts.create.mutate({ ...text, body });
  const purged = host.db.$transaction(async (tx) => {
    await tx.$executeRaw`LOCK TABLE draft IN ACCESS EXCLUSIVE MODE`;
    const running = purge(host, 8);
    await untilWaiting(host, 1);
    await tx.article.create({ data: { ...text, body, slug: 'engines', authorId: ada.id } });
    await tx.draft.delete({ where: { id } });
    return { running };
  });
  await (
    await purged
  ).running;
  expect(await statusOf(host, /\((.*)\)/.exec(body)?.[1] ?? '')).toBe(200);
});

test('the pictures of a deleted account go, but for those that others show', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  const grace = await host.signUp('Grace');
  const [shown, own] = [await upload(ada), await upload(ada)];
  await grace.api.articles.create.mutate({ ...text, body: `![](${shown})` });
  await host.db.user.delete({ where: { id: ada.id } });
  await purge(host, 8);
  expect([await statusOf(host, shown), await statusOf(host, own)]).toEqual([200, 404]);
});
