import { expect, test } from 'vitest';
import { type Host, startHost } from '../../../test/host.ts';

interface Answer {
  name: string;
  input?: unknown;
  data: unknown;
}

async function visit(host: Host, path: string, headers: Record<string, string> = {}) {
  const answer = await fetch(host.url + path, { headers: { accept: 'text/html', ...headers }, redirect: 'manual' });
  const html = await answer.text();
  const [, json] = /<script type="application\/json" id="first-answers">(.*?)<\/script>\s*<\/body>/s.exec(html) ?? [];
  const answers = json === undefined ? null : (JSON.parse(json) as Answer[]);
  return { status: answer.status, cache: answer.headers.get('cache-control'), html, answers };
}

test('a visitor finds in a page what its program asks first, as the procedures answer', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  const { slug } = await ada.api.articles.create.mutate({ title: 'Moss', description: 'D', body: 'B', tags: ['wall'] });
  await ada.api.comments.add.mutate({ slug, body: 'Well put.' });
  const home = await visit(host, '/');
  const list = { limit: 12, offset: 0 };
  expect(home.answers).toEqual([
    { name: 'accounts.me', data: null },
    { name: 'articles.list', input: list, data: await host.api.articles.list.query(list) },
    { name: 'tags.list', data: [{ tag: 'wall', articles: 1 }] },
  ]);
  const article = await visit(host, `/article/${slug}`);
  expect(article.answers).toEqual([
    { name: 'accounts.me', data: null },
    { name: 'articles.bySlug', input: { slug }, data: await host.api.articles.bySlug.query({ slug }) },
    { name: 'articles.related', input: { slug }, data: [] },
    { name: 'comments.list', input: { slug }, data: await host.api.comments.list.query({ slug }) },
    { name: 'flags.mine', data: await host.api.flags.mine.query() },
  ]);
  expect([home.cache, article.cache]).toEqual(['private, no-store', 'private, no-store']);
});

test('a page for somebody with a session, whatever it is worth, and one with a query hold no answers', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  for (const [name, value] of [
    ['cookie', `session=${ada.token}`],
    ['cookie', 'session=stale'],
    ['authorization', `Bearer ${ada.token}`],
  ] as const) {
    const { answers, cache } = await visit(host, '/', { [name]: value });
    expect([answers, cache]).toEqual([null, 'no-cache']);
  }
  expect((await visit(host, '/?page=2')).answers).toBeNull();
  expect((await visit(host, '/tags')).answers).toBeNull();
});

test('no text ends the answers early, and all of it arrives', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  const body = '</script><script>alert(1)</script> </body> $& $1 <!-- \u2028.';
  const { slug } = await ada.api.articles.create.mutate({ title: 'Hostile', description: 'D', body });
  const { html, answers } = await visit(host, `/article/${slug}`);
  expect(html).not.toContain('<script>alert');
  expect(html.match(/<\/body>/g)).toHaveLength(1);
  expect(answers?.find(({ name }) => name === 'articles.bySlug')?.data).toMatchObject({ body });
});

test('where there is no such article, or it is at another address, nothing is answered', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  await ada.api.articles.create.mutate({ title: 'First', description: 'D', body: 'B' });
  await ada.api.articles.edit.mutate({ slug: 'first', title: 'Second' });
  const none = await visit(host, '/article/none');
  expect(host.logged.filter((line) => line.includes('first answers'))).toEqual([]);
  expect([none.status, none.answers]).toEqual([404, null]);
  const moved = await visit(host, '/article/first');
  expect([moved.status, moved.answers, moved.cache]).toEqual([301, null, 'no-cache']);
});

test('an answer that fails is left out of the page, and the others stand', async () => {
  const host = await startHost();
  const whole = await visit(host, '/');
  await host.db.$executeRaw`ALTER TABLE tag RENAME TO gone`;
  const { status, answers } = await visit(host, '/');
  expect(whole.answers?.map(({ name }) => name)).toContain('tags.list');
  expect([status, answers?.map(({ name }) => name)]).toEqual([200, ['accounts.me', 'articles.list']]);
  expect(host.logged.some((line) => line.includes('lacks one of its first answers'))).toBe(true);
});
