import { failureNameOf } from '@hybrid/contracts/kernel';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clientOf } from './test-client.ts';
import { startTestMock, type TestMock } from './test-mock.ts';

let mock: TestMock;
beforeAll(async () => {
  mock = await startTestMock('--every', '0.3');
});
afterAll(() => mock.stop());

interface Told {
  readonly id: string;
  readonly data: unknown;
}

/** Listens until so many events came. */
function listen(count: number, lastEventId: string | null = null): Promise<Told[]> {
  return new Promise((resolve, reject) => {
    const told: Told[] = [];
    const stream = clientOf(mock).activity.ofArticle.subscribe(
      { slug: 'a', lastEventId },
      {
        onData: ({ id, data }) => {
          told.push({ id, data });
          if (told.length < count) return;
          stream.unsubscribe();
          resolve(told);
        },
        onError: reject,
      },
    );
  });
}

test('a stream numbers what it tells, and keeps its pace', async () => {
  const began = performance.now();
  expect((await listen(4)).map(({ id }) => id)).toEqual(['1', '2', '3', '4']);
  expect(performance.now() - began).toBeGreaterThan(4 * 300 - 10);
});

test('a stream that broke off goes on after the last event that came, with the same events', async () => {
  const whole = await listen(4);
  const rest = await listen(2, whole[1]?.id);
  expect(rest).toEqual(whole.slice(2));
});

test('what is counted of the thing that is listened to goes on from where it is', async () => {
  const { favoritesCount } = await clientOf(mock).articles.bySlug.query({ slug: 'a' });
  const counts = (await listen(5)).flatMap(({ data }) => JSON.stringify(data).match(/(?<="favoritesCount":)\d+/) ?? []);
  expect(counts.length).toBeGreaterThan(0);
  for (const count of counts) expect(Number(count) - favoritesCount).toSatisfy((more: number) => more > 0 && more <= 5);
});

/** The name of the error that a stream ends with. */
function refusalOf(headers: Record<string, string>): Promise<string | undefined> {
  return new Promise((resolve) => {
    const stream = clientOf(mock, headers).activity.ofArticle.subscribe(
      { slug: 'a' },
      {
        onData: () => resolve('it told something'),
        onError: (error) => {
          stream.unsubscribe();
          resolve(failureNameOf(error) ?? undefined);
        },
      },
    );
  });
}

test('an error that is asked for comes through the stream', async () => {
  expect(await refusalOf({ 'Mock-Error': 'ARTICLE_NOT_FOUND' })).toBe('ARTICLE_NOT_FOUND');
  expect(await refusalOf({ 'Mock-Error': 'NOT_DECLARED' })).toBe('INVALID_INPUT');
});

test('the mock ends at once, although somebody listens', async () => {
  const own = await startTestMock();
  await fetch(`${own.url}/api/trpc/notifications.stream`);
  expect(await own.stop()).toBe(0);
});
