import { contract } from '@hybrid/contracts';
import { expect, test } from 'vitest';
import { type Api, startHost } from '../../../test/host.ts';
import { untilWaiting } from '../../../test/locks.ts';
import { refusal } from '../../../test/refusal.ts';

const { add } = contract.comments;
const { edit, favorite } = contract.articles;

test.each([
  ['an edit', edit, (api: Api, slug: string) => api.articles.edit.mutate({ slug, body: 'New', tags: ['new'] })],
  ['a new title', edit, (api: Api, slug: string) => api.articles.edit.mutate({ slug, title: 'Machines' })],
  ['a favorite', favorite, (api: Api, slug: string) => api.articles.favorite.mutate({ slug })],
  ['a comment', add, (api: Api, slug: string) => api.comments.add.mutate({ slug, body: 'Well put.' })],
])('%s that comes second to the deletion of its article finds no article', async (_, procedure, write) => {
  const host = await startHost();
  const { api } = await host.signUp('Ada');
  const { slug } = await api.articles.create.mutate({ title: 'Engines', description: 'About it', body: 'Text' });
  await host.runJobs();
  const refused = await host.db.$transaction(async (tx) => {
    await tx.article.deleteMany({ where: { slug } });
    // Still there for others to find, until this transaction is done.
    const second = refusal(procedure, write(api, slug));
    await untilWaiting(host, 1);
    return { second };
  });
  expect(await refused.second).toEqual({ name: 'ARTICLE_NOT_FOUND', data: { slug } });
  expect(await host.db.$queryRaw`SELECT count(*)::int FROM graphile_worker.jobs`).toEqual([{ count: 0 }]);
});
