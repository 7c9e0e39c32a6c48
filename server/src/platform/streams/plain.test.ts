import { EventSource } from 'eventsource';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startHost } from '../../../test/host.ts';

const text = { description: 'About it', body: 'Text' };

test('any EventSource hears events under their own names, and comes back to where it was', async () => {
  const host = await startHost();
  onTestFinished(() => vi.waitFor(() => expect(host.services.hub.listeners).toBe(0), { interval: 5 }));
  const ada = await host.signUp('Ada');
  const { id, slug } = await ada.api.articles.create.mutate({ ...text, title: 'Engines' });
  await host.runJobs();
  const heard: [string, unknown][] = [];
  const source = new EventSource(`${host.url}/api/events?topics=article:${id}&topics=user:${ada.id}`);
  onTestFinished(() => source.close());
  for (const name of ['reset', 'denied', 'articles.favoritesChanged', 'refused']) {
    source.addEventListener(name, ({ data }) => heard.push([name, JSON.parse(String(data))]));
  }
  await vi.waitFor(() => expect(heard).toHaveLength(2), { interval: 5 });
  expect(heard).toEqual(
    expect.arrayContaining([
      ['reset', { topic: `article:${id}` }],
      ['denied', { topic: `user:${ada.id}` }],
    ]),
  );
  await host.services.streams.drain();
  await ada.api.articles.favorite.mutate({ slug });
  await host.runJobs();
  await vi.waitFor(() => expect(heard).toHaveLength(4), { interval: 20, timeout: 10_000 });
  expect(heard).toContainEqual(['articles.favoritesChanged', { articleId: id, favoritesCount: 1 }]);
  expect(heard.filter(([name]) => name === 'reset')).toHaveLength(1);
});

test('what cannot be served says why, with 200, and does not come back at once', async () => {
  const host = await startHost();
  const answer = await fetch(`${host.url}/api/events`);
  expect(answer.status).toBe(200);
  expect(await answer.text()).toMatch(/^retry: 60000\nevent: refused\ndata: \{.*"INVALID_INPUT".*\}\n\n$/);
});
