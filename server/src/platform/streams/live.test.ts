import { contract, events } from '@hybrid/contracts';
import { topicOf } from '@hybrid/contracts/kernel';
import { expect, onTestFinished, test, vi } from 'vitest';
import { type Host, type Person, startHost } from '../../../test/host.ts';
import { listenLive } from '../../../test/listen.ts';
import { refusal } from '../../../test/refusal.ts';
import { announce } from '../events/announce.ts';

const text = { description: 'About it', body: 'Text' };

/** A host that stops once its streams have ended. */
async function start(options: { hasRedis?: boolean } = {}) {
  const host = await startHost(options);
  onTestFinished(() => vi.waitFor(() => expect(host.services.hub.listeners).toBe(0), { interval: 5 }));
  return host;
}

async function writeArticle(host: Host, { api }: Person, title = 'Engines') {
  const article = await api.articles.create.mutate({ ...text, title });
  await host.runJobs();
  return { ...article, topic: topicOf(events.articleEdited, { articleId: article.id }) };
}

const topicOfUser = ({ id }: Person) => topicOf(events.notificationCreated, { userId: id });

/** Tells everybody who hears an article that it has so many favorites. */
async function tell(host: Host, articleId: string, ...counts: number[]) {
  for (const favoritesCount of counts) {
    await host.db.$transaction((tx) => announce(tx, events.favoritesChanged, { articleId, favoritesCount }));
    await host.runJobs();
  }
}

test.each([
  ['with Redis', true],
  ['without Redis', false],
])('%s one connection hears several topics, each in its order, over the stock link', async (_, hasRedis) => {
  const host = await start({ hasRedis });
  const [ada, grace] = [await host.signUp('Ada'), await host.signUp('Grace')];
  const article = await writeArticle(host, ada);
  const ear = listenLive(host.url, { token: ada.token, topics: [topicOfUser(ada), article.topic] });
  await ear.until(2);
  expect(ear.heard.map(({ type }) => type)).toEqual(['reset', 'reset']);
  expect(new Set(ear.heard.map(({ topic }) => topic))).toEqual(new Set([article.topic, topicOfUser(ada)]));
  await grace.api.comments.add.mutate({ slug: article.slug, body: 'Well put.' });
  await host.runJobs();
  await tell(host, article.id, 1, 2);
  await ear.until(6);
  const told = ear.heard.slice(2).flatMap((message) => (message.type === 'event' ? [message] : []));
  expect(told.filter(({ topic }) => topic === article.topic).map(({ name }) => name)).toEqual([
    'comments.written',
    'articles.favoritesChanged',
    'articles.favoritesChanged',
  ]);
  expect(told.filter(({ topic }) => topic === topicOfUser(ada))).toMatchObject([{ name: 'notifications.created' }]);
});

test.each([
  ['with Redis', true],
  ['without Redis', false],
])('%s whoever comes back hears what they missed in each topic, once', async (_, hasRedis) => {
  const host = await start({ hasRedis });
  const ada = await host.signUp('Ada');
  const [one, other] = [await writeArticle(host, ada, 'One'), await writeArticle(host, ada, 'Other')];
  const topics = [one.topic, other.topic];
  const first = listenLive(host.url, { topics });
  await first.until(2);
  await tell(host, one.id, 1);
  const { id } = (await first.until(3)).at(-1) ?? { id: '' };
  first.stop();
  await tell(host, one.id, 2);
  await tell(host, other.id, 3, 4);
  const second = listenLive(host.url, { topics: topics.toReversed(), lastEventId: id });
  await second.until(3);
  await tell(host, one.id, 5);
  await second.until(4);
  const countsOf = (articleId: string) =>
    second.heard.flatMap((message) => {
      const told = message.type === 'event' ? events.favoritesChanged.payload.parse(message.payload) : null;
      return told?.articleId === articleId ? [told.favoritesCount] : [];
    });
  expect([countsOf(one.id), countsOf(other.id)]).toEqual([
    [2, 5],
    [3, 4],
  ]);
});

test('a topic that joins a connection is reset, and those that were there go on', async () => {
  const host = await start();
  const ada = await host.signUp('Ada');
  const [one, other] = [await writeArticle(host, ada, 'One'), await writeArticle(host, ada, 'Other')];
  const first = listenLive(host.url, { topics: [one.topic] });
  const { id } = (await first.until(1))[0] ?? { id: '' };
  first.stop();
  await tell(host, one.id, 1);
  const second = listenLive(host.url, { topics: [one.topic, other.topic], lastEventId: id });
  await second.until(2);
  expect(second.heard.find(({ topic }) => topic === one.topic)?.type).toBe('event');
  expect(second.heard.find(({ topic }) => topic === other.topic)?.type).toBe('reset');
});

test('what somebody may not hear is denied, and the rest goes on', async () => {
  const host = await start();
  const [ada, grace] = [await host.signUp('Ada'), await host.signUp('Grace')];
  const article = await writeArticle(host, ada);
  const forbidden = [
    topicOfUser(grace),
    'article:00000000-0000-4000-8000-000000000000',
    'article:x',
    'nobody',
    'user:',
  ];
  const ear = listenLive(host.url, { token: ada.token, topics: [...forbidden, article.topic] });
  await ear.until(6);
  const denied = ear.heard.filter(({ type }) => type === 'denied').map(({ topic }) => topic);
  expect(denied.toSorted()).toEqual(forbidden.toSorted());
  await tell(host, article.id, 1);
  expect((await ear.until(7)).at(-1)).toMatchObject({ type: 'event', topic: article.topic });
  const stranger = listenLive(host.url, { topics: [topicOfUser(ada)] });
  expect(await stranger.until(1)).toMatchObject([{ type: 'denied' }]);
});

test('whoever may no longer see an article is reset once and hears nothing of it; its author hears on', async () => {
  const host = await start();
  const ada = await host.signUp('Ada');
  const article = await writeArticle(host, ada);
  const reader = listenLive(host.url, { topics: [article.topic] });
  const author = listenLive(host.url, { token: ada.token, topics: [article.topic] });
  await Promise.all([reader.until(1), author.until(1)]);
  await ada.api.articles.unpublish.mutate({ slug: article.slug });
  await host.runJobs();
  await reader.until(3);
  await tell(host, article.id, 1, 2);
  await author.until(4);
  expect(reader.heard.map(({ type }) => type)).toEqual(['reset', 'event', 'reset']);
  expect(author.heard.map(({ type }) => type)).toEqual(['reset', 'event', 'event', 'event']);

  // Coming back with where they were does not let anybody hear what was said meanwhile.
  const back = listenLive(host.url, { topics: [article.topic], lastEventId: reader.heard[1]?.id ?? '' });
  expect(await back.until(1)).toMatchObject([{ type: 'denied' }]);
  await ada.api.articles.republish.mutate({ slug: article.slug });
  await host.runJobs();
  await tell(host, article.id, 3);
  await Promise.all([reader.until(5), back.until(3), author.until(6)]);
  for (const { heard } of [reader, back]) {
    const [reset, last] = heard.slice(-2);
    expect([reset, last]).toMatchObject([{ type: 'reset' }, { type: 'event', payload: { favoritesCount: 3 } }]);
  }
  expect(author.heard.slice(4).map(({ type }) => type)).toEqual(['event', 'event']);
});

test('what cannot be read is refused on the stream, by name', async () => {
  const host = await start();
  const { events: procedure } = contract.live;
  for (const topics of [[], Array.from({ length: 21 }, (_, index) => `article:${index}`), ['x'.repeat(201)]]) {
    const ear = listenLive(host.url, { topics });
    expect(await refusal(procedure, ear.refused)).toMatchObject({ name: 'INVALID_INPUT' });
  }
  const ear = listenLive(host.url, { token: 'nobody-has-this-token', topics: ['article:x'] });
  expect(await refusal(procedure, ear.refused)).toMatchObject({ name: 'UNAUTHORIZED' });
});

test('a stream says first how to come back, is never kept or packed on its way, and is refused with 200', async () => {
  const host = await start();
  const leaving = new AbortController();
  const input = encodeURIComponent(JSON.stringify({ topics: ['article:x'] }));
  const answer = await fetch(`${host.url}/api/trpc/live.events?input=${input}`, { signal: leaving.signal });
  expect(answer.status).toBe(200);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'text/event-stream',
    'cache-control': 'no-cache, no-transform',
    'x-accel-buffering': 'no',
    'x-content-type-options': 'nosniff',
  });
  const { value } = (await answer.body?.pipeThrough(new TextDecoderStream()).getReader().read()) ?? {};
  expect(value).toMatch(/^retry: \d{3,4}\nevent: connected\ndata: \{"reconnectAfterInactivityMs":50000\}\n\n/);
  leaving.abort();
  const refused = await fetch(`${host.url}/api/trpc/live.events`);
  expect([refused.status, await refused.text()]).toEqual([200, expect.stringContaining('event: serialized-error\n')]);
});
