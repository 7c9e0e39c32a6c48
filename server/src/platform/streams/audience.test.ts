import { events } from '@hybrid/contracts';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startHost } from '../../../test/host.ts';
import { type Ear, listenLive } from '../../../test/listen.ts';

const text = { description: 'About it', body: 'Text' };

function countsOf({ heard }: Ear): number[] {
  return heard.flatMap((message) =>
    message.type === 'event' && message.name === events.readersChanged.name
      ? [events.readersChanged.payload.parse(message.payload).count]
      : [],
  );
}

test.each([
  ['with Redis', true],
  ['without Redis', false],
])('%s those who read an article are told how many they are, and a whisper moves nobody on', async (_, hasRedis) => {
  const host = await startHost({ hasRedis });
  onTestFinished(() => vi.waitFor(() => expect(host.services.hub.listeners).toBe(0), { interval: 5 }));
  const ada = await host.signUp('Ada');
  const { id } = await ada.api.articles.create.mutate({ ...text, title: 'Engines' });
  await host.runJobs();
  const topics = [`article:${id}`];
  const first = listenLive(host.url, { token: ada.token, topics, hearsWhispers: true });
  await vi.waitFor(() => expect(countsOf(first)).toEqual([1]), { timeout: 15_000, interval: 20 });
  const [second, third] = [
    listenLive(host.url, { topics, hearsWhispers: true }),
    listenLive(host.url, { topics, hearsWhispers: true }),
  ];
  await vi.waitFor(() => [first, second, third].forEach((ear) => expect(countsOf(ear).at(-1)).toBe(3)), {
    timeout: 15_000,
    interval: 20,
  });
  // At most once a second: two who come together are told of together.
  expect(countsOf(first).length).toBeLessThanOrEqual(3);
  second.stop();
  await vi.waitFor(() => expect(countsOf(third).at(-1)).toBe(2), { timeout: 15_000, interval: 20 });
  expect(new Set(third.heard.map((message) => message.id)).size).toBe(1);
});

test('the audience is counted over all processes, and those who are denied are not in it', async () => {
  const host = await startHost();
  const other = await startHost({ beside: host });
  for (const { services } of [host, other])
    onTestFinished(() => vi.waitFor(() => expect(services.hub.listeners).toBe(0), { interval: 5 }));
  const ada = await host.signUp('Ada');
  const { id, slug } = await ada.api.articles.create.mutate({ ...text, title: 'Engines' });
  await host.runJobs();
  const topics = [`article:${id}`];
  const here = listenLive(host.url, { token: ada.token, topics, hearsWhispers: true });
  const there = listenLive(other.url, { topics, hearsWhispers: true });
  await vi.waitFor(() => [here, there].forEach((ear) => expect(countsOf(ear).at(-1)).toBe(2)), {
    timeout: 15_000,
    interval: 20,
  });
  await ada.api.articles.unpublish.mutate({ slug });
  await host.runJobs();
  await vi.waitFor(() => expect(countsOf(here).at(-1)).toBe(1), { timeout: 15_000, interval: 20 });
});
