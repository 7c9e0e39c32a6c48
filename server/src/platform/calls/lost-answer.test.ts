import { createClient, type Fetch } from '@hybrid/contracts/client';
import { platformError } from '@hybrid/contracts/kernel';
import { expect, test, vi } from 'vitest';
import { type Host, startHost } from '../../../test/host.ts';
import { untilWaiting } from '../../../test/locks.ts';
import { startProxy } from '../../../test/proxy.ts';
import { withAdmin } from '../../../test/services.ts';

const article = { title: 'Engines', description: 'About them', body: 'Text' };

/** A writer whose way to the product can be cut; what was sent is noted, with the status of its answer. */
async function startWriter(random = 0) {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  const proxy = await startProxy(host.url);
  const answers: (number | 'none')[] = [];
  const watched: Fetch = async (address, init) => {
    try {
      const answer = await fetch(address, init);
      answers.push(answer.status);
      return answer;
    } catch (error) {
      answers.push('none');
      throw error;
    }
  };
  const api = createClient({ url: proxy.url, token: ada.token, fetch: watched, random: () => random });
  return { host, ada, proxy, answers, api };
}

const countArticles = ({ db }: Host) => db.article.count();

test('a write whose answer is lost on the way is done once, and its caller gets the answer', async () => {
  const { host, proxy, answers, api } = await startWriter();
  proxy.loseAnswer();
  const published = await api.articles.create.mutate(article);
  expect(published.title).toBe(article.title);
  expect(await host.db.article.findMany({ select: { slug: true } })).toEqual([{ slug: published.slug }]);
  expect(answers).toEqual(['none', 200]);
  await host.runJobs();
  expect(await host.db.jobRun.count({ where: { name: 'articles.published' } })).toBe(1);
});

test('a failure that the contract declares is an answer too: lost, it is the same the second time', async () => {
  const { host, ada, proxy, api } = await startWriter();
  const { slug } = await ada.api.articles.create.mutate(article);
  await ada.api.articles.delete.mutate({ slug });
  proxy.loseAnswer();
  const sent = api.comments.add.mutate({ slug, body: 'Well put.' });
  await expect(sent).rejects.toMatchObject({ data: { error: { name: 'ARTICLE_NOT_FOUND' } } });
  expect(await host.db.comment.count()).toBe(0);
});

test('a write that loses its connection while it is carried out is waited for, and done once', async () => {
  const { host, proxy, answers, api } = await startWriter(1);
  const published = await withAdmin(host.databaseUrl, async (client) => {
    await client.query('BEGIN; LOCK TABLE article IN SHARE MODE');
    const sent = api.articles.create.mutate(article);
    await untilWaiting(host, 1);
    proxy.cut();
    proxy.mend();
    // Sent again, it hears that the first is still being carried out; only now may that end.
    await vi.waitFor(() => expect(answers).toEqual(['none', 409]), { timeout: 20_000 });
    await client.query('COMMIT');
    return sent;
  });
  expect(answers).toEqual(['none', 409, 200]);
  expect(await host.db.article.findMany({ select: { slug: true } })).toEqual([{ slug: published.slug }]);
});

test('a key that a caller names itself is answered as before, and refused for something else', async () => {
  const { host, api } = await startWriter();
  const context = { idempotencyKey: 'import-7' };
  const first = await api.articles.create.mutate(article, { context });
  expect(await api.articles.create.mutate(article, { context })).toEqual(first);
  const other: unknown = await api.articles.create
    .mutate({ ...article, title: 'Looms' }, { context })
    .catch((error: unknown) => error);
  expect(platformError(other)).toEqual({ name: 'IDEMPOTENCY_CONFLICT', data: { reason: 'other_input' } });
  expect(await countArticles(host)).toBe(1);
});

test('a write that may not be repeated is not: its caller hears that no answer came', async () => {
  const { host, ada, proxy, answers, api } = await startWriter();
  const { slug } = await ada.api.articles.create.mutate(article);
  proxy.loseAnswer();
  await expect(api.articles.favorite.mutate({ slug })).rejects.toThrow('fetch failed');
  expect(answers).toEqual(['none']);
  expect(await host.db.favorite.count()).toBe(1);
});
