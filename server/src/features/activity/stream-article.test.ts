import { EventEmitter, on } from 'node:events';
import { contract } from '@hybrid/contracts';
import { expect, onTestFinished, test, vi } from 'vitest';
import { type Api, startHost } from '../../../test/host.ts';
import { refusal } from '../../../test/refusal.ts';

const text = { description: 'About it', body: 'Text' };

/** Reads an article over a real stream, as the SPA does; `next` is what is told next, as soon as it is. */
function read(api: Api, slug: string, lastEventId?: string) {
  const heard = new EventEmitter();
  const told = on(heard, 'told');
  const { unsubscribe } = api.activity.ofArticle.subscribe(
    { slug, lastEventId },
    { onData: ({ id, data }) => heard.emit('told', { id, ...data }), onError: (error) => heard.emit('error', error) },
  );
  onTestFinished(unsubscribe);
  // An emitter's iterator yields the arguments of each event, which its type does not say.
  return { stop: unsubscribe, next: async () => (await told.next()).value?.[0] as { id: string; type: string } };
}

/** A host on which Ada wrote an article. */
async function startWithArticle({ hasRedis = true } = {}) {
  const host = await startHost({ hasRedis });
  // Hooks run in reverse: the streams end, the server hears of it, then it stops without having to end any itself.
  onTestFinished(() => vi.waitFor(() => expect(host.services.hub.listeners).toBe(0), { interval: 5 }));
  const [ada, grace] = [await host.signUp('Ada'), await host.signUp('Grace')];
  const { slug } = await ada.api.articles.create.mutate({ ...text, title: 'Engines' });
  await host.runJobs();
  return { host, ada, grace, slug };
}

test.each([
  ['with Redis', true],
  ['without Redis', false],
])('%s whoever reads an article, signed in or not, sees what happens to it, in order', async (_, hasRedis) => {
  const { host, ada, grace, slug } = await startWithArticle({ hasRedis });
  const readers = [read(host.api, slug), read(grace.api, slug)];
  for (const reader of readers) expect(await reader.next()).toMatchObject({ type: 'reset' });

  const { id } = await grace.api.comments.add.mutate({ slug, body: 'Well put.' });
  await host.runJobs();
  await grace.api.comments.edit.mutate({ slug, id, body: 'Well said.' });
  await host.runJobs();
  await grace.api.articles.favorite.mutate({ slug });
  await host.runJobs();
  await ada.api.articles.edit.mutate({ slug, body: 'Other text' });
  await host.runJobs();
  await grace.api.comments.delete.mutate({ slug, id });
  await host.runJobs();

  for (const reader of readers) {
    const author = { username: 'Grace', bio: null, image: null };
    expect(await reader.next()).toMatchObject({ type: 'comment', comment: { id, body: 'Well put.', author } });
    expect(await reader.next()).toMatchObject({ type: 'comment', comment: { id, body: 'Well said.' } });
    expect(await reader.next()).toMatchObject({ type: 'favorites', favoritesCount: 1 });
    expect(await reader.next()).toMatchObject({ type: 'edited' });
    expect(await reader.next()).toMatchObject({ type: 'commentDeleted', id });
  }
});

test('a reader whose connection broke hears what they missed', async () => {
  const { host, grace, slug } = await startWithArticle();
  const first = read(host.api, slug);
  const { id } = await first.next();
  first.stop();
  await grace.api.comments.add.mutate({ slug, body: 'Meanwhile.' });
  await host.runJobs();
  expect(await read(host.api, slug, id).next()).toMatchObject({ type: 'comment', comment: { body: 'Meanwhile.' } });
});

test('a reader hears of their own article alone, and of what did not happen nothing', async () => {
  const { host, ada, grace, slug } = await startWithArticle();
  const other = await ada.api.articles.create.mutate({ ...text, title: 'Looms' });
  const reader = read(host.api, slug);
  await reader.next();
  await grace.api.comments.add.mutate({ slug: other.slug, body: 'Elsewhere.' });
  // Nothing changes for whoever unfavorites what was no favorite, or says the same again.
  await grace.api.articles.unfavorite.mutate({ slug });
  const { id } = await grace.api.comments.add.mutate({ slug, body: 'Here.' });
  await grace.api.comments.edit.mutate({ slug, id, body: 'Here.' });
  await ada.api.articles.delete.mutate({ slug });
  await host.runJobs();
  expect(await reader.next()).toMatchObject({ type: 'comment', comment: { body: 'Here.' } });
  expect(await reader.next()).toMatchObject({ type: 'edited' });
});

test('a reader hears that an article was taken back, and nothing of it before it is out again; its author hears on', async () => {
  const { host, ada, slug } = await startWithArticle();
  const [reader, author] = [read(host.api, slug), read(ada.api, slug)];
  for (const each of [reader, author]) await each.next();
  await ada.api.articles.unpublish.mutate({ slug });
  await host.runJobs();
  await ada.api.comments.add.mutate({ slug, body: 'For myself.' });
  await host.runJobs();
  for (const each of [reader, author]) expect(await each.next()).toMatchObject({ type: 'edited' });
  expect(await author.next()).toMatchObject({ type: 'comment', comment: { body: 'For myself.' } });
  await ada.api.articles.republish.mutate({ slug });
  await host.runJobs();
  expect(await reader.next()).toMatchObject({ type: 'reset' });
  expect(await author.next()).toMatchObject({ type: 'edited' });
  await ada.api.comments.add.mutate({ slug, body: 'For all.' });
  await host.runJobs();
  for (const each of [reader, author]) expect(await each.next()).toMatchObject({ comment: { body: 'For all.' } });
});

test('there is nothing to hear of an article that is not there', async () => {
  const host = await startHost();
  const call = new Promise((resolve, reject) => {
    const { unsubscribe } = host.api.activity.ofArticle.subscribe(
      { slug: 'nowhere' },
      { onData: resolve, onError: reject },
    );
    onTestFinished(unsubscribe);
  });
  expect(await refusal(contract.activity.ofArticle, call)).toEqual({
    name: 'ARTICLE_NOT_FOUND',
    data: { slug: 'nowhere' },
  });
});
