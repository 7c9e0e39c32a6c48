import { contract } from '@hybrid/contracts';
import { expect, test } from 'vitest';
import { type Host, type Person, startHost } from '../../../test/host.ts';
import { invalidFields, refusal } from '../../../test/refusal.ts';

async function publish({ api }: Person, title: string, tags: string[] = []): Promise<void> {
  await api.articles.create.mutate({ title, description: 'About it', body: 'Text', tags });
}

async function related({ api }: Pick<Host, 'api'>, slug: string): Promise<string[]> {
  return (await api.articles.related.query({ slug })).map(({ title }) => title);
}

test('after an article come four at most: those that share its tags, rare tags first, then others of its author', async () => {
  const host = await startHost();
  const [ada, grace] = [await host.signUp('Ada'), await host.signUp('Grace')];
  await publish(ada, 'Start', ['common', 'rare']);
  await publish(ada, 'By the same');
  await publish(grace, 'Nothing to do with it', ['other']);
  await publish(grace, 'Common 1', ['common']);
  await publish(grace, 'Rare', ['rare']);
  expect(await related(host, 'start')).toEqual(['Rare', 'Common 1', 'By the same']);
  for (const title of ['Common 2', 'Common 3', 'Common 4']) await publish(grace, title, ['common']);
  expect(await related(host, 'start')).toEqual(['Rare', 'Common 4', 'Common 3', 'Common 2']);
  // Of what shares a tag, the author's own wins.
  await publish(ada, 'Common and by the same', ['common']);
  expect((await related(host, 'start'))[1]).toBe('Common and by the same');
});

test('what was taken back or deleted is nobody’s next, and an article is never its own', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  await publish(ada, 'One', ['x']);
  await publish(ada, 'Two', ['x']);
  await publish(ada, 'Three', ['x']);
  expect(await related(host, 'one')).toEqual(['Three', 'Two']);
  await host.db.article.update({ where: { slug: 'two' }, data: { unpublishedAt: new Date() } });
  expect(await related(ada, 'one')).toEqual(['Three']);
  await ada.api.articles.delete.mutate({ slug: 'three' });
  expect(await related(host, 'one')).toEqual([]);
});

test('related articles are previews for the reader, found under a former slug too; of no article there are none', async () => {
  const host = await startHost();
  const [ada, grace] = [await host.signUp('Ada'), await host.signUp('Grace')];
  await publish(ada, 'One', ['x']);
  await publish(ada, 'Two', ['x']);
  await grace.api.articles.favorite.mutate({ slug: 'two' });
  await ada.api.articles.edit.mutate({ slug: 'one', title: 'First' });
  const [next] = await grace.api.articles.related.query({ slug: 'one' });
  expect(next).toEqual((await grace.api.articles.list.query({})).articles.find(({ slug }) => slug === 'two'));
  expect(next?.favorited).toBe(true);
  expect(await refusal(contract.articles.related, host.api.articles.related.query({ slug: 'none' }))).toEqual({
    name: 'ARTICLE_NOT_FOUND',
    data: { slug: 'none' },
  });
  expect(await invalidFields(host.api.articles.related.query({ slug: '' }))).toEqual({ slug: ["can't be blank"] });
});
