import { contract } from '@hybrid/contracts';
import { expect, test } from 'vitest';
import { type Host, type Person, startHost } from '../../../test/host.ts';
import { queued } from '../../../test/queue.ts';
import { invalidFields, refusal } from '../../../test/refusal.ts';

const { openArticle, publish, save } = contract.drafts;
const text = { title: 'Engines', description: 'About them', body: 'Text', tags: ['one', 'two'] };
const image = `/uploads/3f/${'3f'.repeat(16)}-1200x800.webp`;
const notFound = { name: 'DRAFT_NOT_FOUND', data: null };

async function start(): Promise<{ host: Host; ada: Person }> {
  const host = await startHost();
  return { host, ada: await host.signUp('Ada') };
}

test('publishing a draft makes the article that creating it would have made, and the draft is gone', async () => {
  const { host, ada } = await start();
  const grace = await host.signUp('Grace');
  await grace.api.profiles.follow.mutate({ username: 'Ada' });
  const { id, revision } = await ada.api.drafts.create.mutate({ ...text, title: '  Engines ', image });
  const article = await ada.api.drafts.publish.mutate({ id, revision });
  expect(article).toMatchObject({ ...text, image, slug: 'engines', unpublishedAt: null });
  expect(await host.api.articles.bySlug.query({ slug: 'engines' })).toEqual(article);
  expect(await ada.api.drafts.list.query()).toEqual([]);
  await host.runJobs();
  expect((await grace.api.notifications.list.query({})).unread).toBe(1);
});

test('what an article needs is asked for at its fields, and the draft stays', async () => {
  const { host, ada } = await start();
  const draft = await ada.api.drafts.create.mutate({ title: ' ', body: '\n' });
  const blank = ["can't be blank"];
  const fields = { title: blank, description: blank, body: blank };
  expect(await invalidFields(ada.api.drafts.publish.mutate({ id: draft.id }))).toEqual(fields);
  expect(await host.db.article.count()).toBe(0);
  expect(await ada.api.drafts.byId.query({ id: draft.id })).toEqual(draft);
});

test('a revision that is not the stored one is not published', async () => {
  const { host, ada } = await start();
  const { id } = await ada.api.drafts.create.mutate(text);
  const stored = await ada.api.drafts.save.mutate({ id, revision: 1, ...text, body: 'New', image: null });
  const stale = ada.api.drafts.publish.mutate({ id, revision: 1 });
  expect(await refusal(publish, stale)).toEqual({ name: 'DRAFT_CONFLICT', data: { draft: stored } });
  expect(await host.db.article.count()).toBe(0);
});

test('a draft that is published several times at once makes one article', async () => {
  const { host, ada } = await start();
  const { id } = await ada.api.drafts.create.mutate(text);
  const clients = Array.from({ length: 6 }, () => host.apiOf(ada.token));
  const outcomes = await Promise.allSettled(clients.map((api) => api.drafts.publish.mutate({ id })));
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const outcome of outcomes) {
    if (outcome.status === 'fulfilled') continue;
    expect(await refusal(publish, Promise.reject(outcome.reason))).toEqual(notFound);
  }
  expect(await host.db.article.count()).toBe(1);
  expect((await queued(host)).filter(({ identifier }) => identifier === 'articles.published')).toHaveLength(1);
});

test('a draft that is published and saved at once loses no word: either it comes out with it, or the save is refused', async () => {
  const { host, ada } = await start();
  for (let round = 0; round < 5; round += 1) {
    const { id } = await ada.api.drafts.create.mutate({ ...text, title: `Round ${round}` });
    const later = { ...text, title: `Round ${round}`, body: 'Later', image: null };
    const [published, saved] = await Promise.allSettled([
      host.apiOf(ada.token).drafts.publish.mutate({ id, revision: 1 }),
      host.apiOf(ada.token).drafts.save.mutate({ id, revision: 1, ...later }),
    ]);
    const both = [published.status, saved.status];
    expect(both.toSorted()).toEqual(['fulfilled', 'rejected']);
    if (saved.status === 'rejected') expect(await refusal(save, Promise.reject(saved.reason))).toEqual(notFound);
    else expect((await ada.api.drafts.byId.query({ id })).body).toBe('Later');
  }
});

test('an article is changed through its draft, under the rules of an edit, and the draft is then gone', async () => {
  const { host, ada } = await start();
  const article = await ada.api.articles.create.mutate({ ...text, image });
  const opened = await ada.api.drafts.openArticle.mutate({ slug: 'engines' });
  expect(opened).toMatchObject({ ...text, image, revision: 1, article: { slug: 'engines', isPublished: true } });
  const changed = { title: 'Machines', description: 'New', body: 'New text', tags: ['three'], image: null };
  const { revision } = await ada.api.drafts.save.mutate({ id: opened.id, revision: 1, ...changed });
  expect(await host.api.articles.bySlug.query({ slug: 'engines' })).toEqual(article);
  const after = await ada.api.drafts.publish.mutate({ id: opened.id, revision });
  expect(after).toMatchObject({ ...changed, slug: 'machines', createdAt: article.createdAt });
  expect(await host.api.articles.bySlug.query({ slug: 'engines' })).toEqual(after);
  expect(await host.db.draft.count()).toBe(0);
});

test('an article has one draft, also when it is opened several times at once, and is shown anew until it is changed', async () => {
  const { host, ada } = await start();
  await ada.api.articles.create.mutate(text);
  const clients = Array.from({ length: 6 }, () => host.apiOf(ada.token));
  const opened = await Promise.all(clients.map((api) => api.drafts.openArticle.mutate({ slug: 'engines' })));
  expect(new Set(opened.map(({ id }) => id)).size).toBe(1);
  // Opened and left as it is: nothing is in progress.
  expect(await ada.api.drafts.list.query()).toEqual([]);

  await ada.api.articles.edit.mutate({ slug: 'engines', body: 'Changed elsewhere' });
  const again = await ada.api.drafts.openArticle.mutate({ slug: 'engines' });
  expect(again).toMatchObject({ id: opened[0]?.id, body: 'Changed elsewhere', revision: 1 });
  const saved = await ada.api.drafts.save.mutate({ id: again.id, revision: 1, ...text, body: 'Mine', image: null });
  await ada.api.articles.edit.mutate({ slug: 'engines', body: 'Changed again' });
  expect(await ada.api.drafts.openArticle.mutate({ slug: 'engines' })).toEqual(saved);
  expect(await ada.api.drafts.list.query()).toMatchObject([{ id: saved.id, article: { slug: 'engines' } }]);
});

test('nobody opens a draft of an article of somebody else or of none, and a draft goes with its article', async () => {
  const { host, ada } = await start();
  const grace = await host.signUp('Grace', 'admin');
  await ada.api.articles.create.mutate(text);
  const hers = grace.api.drafts.openArticle.mutate({ slug: 'engines' });
  expect(await refusal(openArticle, hers)).toEqual({ name: 'NOT_THE_AUTHOR', data: null });
  const none = ada.api.drafts.openArticle.mutate({ slug: 'none' });
  expect(await refusal(openArticle, none)).toEqual({ name: 'ARTICLE_NOT_FOUND', data: { slug: 'none' } });

  const { id } = await ada.api.drafts.openArticle.mutate({ slug: 'engines' });
  await ada.api.articles.delete.mutate({ slug: 'engines' });
  expect(await refusal(publish, ada.api.drafts.publish.mutate({ id }))).toEqual(notFound);
});

test('a draft that is published while its article is deleted ends without either, and without an error of ours', async () => {
  const { host, ada } = await start();
  for (let round = 0; round < 5; round += 1) {
    const { slug } = await ada.api.articles.create.mutate({ ...text, title: `Round ${round}` });
    const { id } = await ada.api.drafts.openArticle.mutate({ slug });
    const [, published] = await Promise.allSettled([
      host.apiOf(ada.token).articles.delete.mutate({ slug }),
      host.apiOf(ada.token).drafts.publish.mutate({ id }),
    ]);
    if (published.status === 'fulfilled') continue;
    const { name } = await refusal(publish, Promise.reject(published.reason));
    expect(['DRAFT_NOT_FOUND', 'ARTICLE_NOT_FOUND']).toContain(name);
  }
  expect(await host.db.article.count()).toBe(0);
});
