import { expect, test, vi } from 'vitest';
import { type Host, startHost } from '../../../test/host.ts';

const picture = '/uploads/3f/3f00000000000000000000000000aaaa-1200x800.webp';

/** Another address than the one that is asked: what is written is where people come, whoever stands between. */
const env = { PUBLIC_URL: 'http://127.0.0.1:65000' };

interface Seen {
  readonly status: number;
  readonly headers: Headers;
  readonly html: string;
  /** Tags of the head by name or relation. */
  readonly head: Record<string, string | undefined>;
}

async function visit(host: Host, path: string): Promise<Seen> {
  const answer = await fetch(host.url + path, { headers: { accept: 'text/html' }, redirect: 'manual' });
  const html = await answer.text();
  const tags = [...html.matchAll(/<(?:meta|link) (?:name|property|rel)="([^"]+)".*?(?:content|href)="([^"]*)"/g)];
  const head = Object.fromEntries(tags.map(([, name, value]) => [name, value]));
  return { status: answer.status, headers: answer.headers, html, head: { ...head, title: titleOf(html) } };
}

function titleOf(html: string): string | undefined {
  expect(html.match(/<title/g)).toHaveLength(1);
  return /<title[^>]*>(.*?)<\/title>/.exec(html)?.[1];
}

function dataOf(html: string): unknown {
  return JSON.parse(/<script type="application\/ld\+json"[^>]*>(.*?)<\/script>/.exec(html)?.[1] ?? 'null');
}

test('a crawler finds the title, description, address and picture of an article in its head', async () => {
  const host = await startHost({ env });
  const ada = await host.signUp('Ada');
  const { slug } = await ada.api.articles.create.mutate({
    title: 'Moss on the wall',
    description: 'What grows there',
    body: 'Text',
    tags: ['garden', 'wall'],
  });
  await host.db.article.update({ where: { slug }, data: { image: picture } });
  const { status, headers, html, head } = await visit(host, `/article/${slug}`);
  expect(status).toBe(200);
  expect(headers.get('etag')).toBeNull();
  const url = `${env.PUBLIC_URL}/article/moss-on-the-wall`;
  expect(head).toMatchObject({
    title: 'Moss on the wall · Fixture',
    description: 'What grows there',
    canonical: url,
    author: 'Ada',
    alternate: '/profile/Ada/feed.xml',
    'og:type': 'article',
    'og:title': 'Moss on the wall',
    'og:description': 'What grows there',
    'og:url': url,
    'og:site_name': 'Fixture',
    'og:image': env.PUBLIC_URL + picture,
    'og:image:width': '1200',
    'og:image:height': '800',
    'twitter:card': 'summary_large_image',
  });
  expect(html.match(/article:tag/g)).toHaveLength(2);
  expect(dataOf(html)).toMatchObject({
    '@type': 'Article',
    headline: 'Moss on the wall',
    author: { name: 'Ada' },
    mainEntityOfPage: url,
    keywords: ['garden', 'wall'],
  });
  expect(html).toContain('<div id="root">');
});

test('no text of an article becomes markup, data or a pattern in its head', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  const hostile = `</title></script><script>alert("1")</script> ' $& $1 $\` &amp; <!-- -->`;
  const { slug } = await ada.api.articles.create.mutate({
    title: hostile,
    description: hostile,
    body: 'Text',
    tags: ['"><x>', '</script>'],
  });
  const { html, head } = await visit(host, `/article/${slug}`);
  expect(html).not.toContain('<script>alert');
  expect(html).not.toContain('<x>');
  // The data of the head, the program, the first answers.
  expect(html.match(/<script/g)).toHaveLength(3);
  const written =
    '&lt;/title&gt;&lt;/script&gt;&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &#39; $&amp; $1 $` &amp;amp; &lt;!-- --&gt;';
  expect(head).toMatchObject({ title: `${written} · Fixture`, description: written, 'og:title': written });
  expect(dataOf(html)).toMatchObject({ headline: hostile, keywords: ['"><x>', '</script>'] });
});

test('an address that an article had before leads to the one it has, not for good', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  await ada.api.articles.create.mutate({ title: 'First', description: 'D', body: 'B' });
  await ada.api.articles.edit.mutate({ slug: 'first', title: 'Second' });
  const moved = await visitMoved(host, '/article/first?from=mail');
  expect(moved).toEqual([301, '/article/second?from=mail', 'no-cache']);
  expect((await visit(host, '/article/second')).status).toBe(200);
  expect(await visitMoved(host, '/profile/ADA')).toEqual([301, '/profile/Ada', 'no-cache']);
  expect(await visitMoved(host, '/tag/X%C3%84')).toEqual([301, '/tag/x%C3%A4', 'no-cache']);
  expect((await visit(host, '/tag/x%C3%A4')).status).toBe(200);
});

async function visitMoved(host: Host, path: string) {
  const { status, headers } = await fetch(host.url + path, { headers: { accept: 'text/html' }, redirect: 'manual' });
  return [status, headers.get('location'), headers.get('cache-control')];
}

test('the front page, people, tags and the search page have heads of their own', async () => {
  const host = await startHost({ env });
  const ada = await host.signUp('Ada');
  await ada.api.articles.create.mutate({ title: 'One', description: 'D', body: 'B', tags: ['c++ & co'] });
  await ada.api.accounts.updateSettings.mutate({ bio: 'Writes "engines".' });
  const home = await visit(host, '/');
  expect(home.head).toMatchObject({ title: 'Fixture', canonical: `${env.PUBLIC_URL}/`, alternate: '/feed.xml' });
  expect(dataOf(home.html)).toMatchObject({ '@type': 'WebSite' });
  expect((await visit(host, '/profile/Ada')).head).toMatchObject({
    title: 'Ada · Fixture',
    description: 'Writes &quot;engines&quot;.',
    'og:type': 'profile',
    alternate: '/profile/Ada/feed.xml',
  });
  expect((await visit(host, '/profile/Ada/favorites')).head).toMatchObject({ title: 'Favorites of Ada · Fixture' });
  expect((await visit(host, '/profile/Ada/followers')).head).toMatchObject({ title: 'Followers of Ada · Fixture' });
  expect((await visit(host, '/profile/Ada/following')).head).toMatchObject({ title: 'Followed by Ada · Fixture' });
  const tag = await visit(host, '/tag/c%2B%2B%20%26%20co');
  expect(tag.head).toMatchObject({ canonical: `${env.PUBLIC_URL}/tag/c%2B%2B%20%26%20co` });
  expect(tag.head).not.toHaveProperty('robots');
  expect((await visit(host, '/tag/nobody-uses-it')).head).toMatchObject({ robots: 'noindex' });
  expect((await visit(host, '/search?q=x')).head).toMatchObject({ title: 'Search · Fixture', robots: 'noindex' });
  expect((await visit(host, '/tags')).head).toMatchObject({ title: 'Tags · Fixture' });
});

test('where there is no such article or person the page says so with its status, and is the SPA all the same', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  await ada.api.articles.create.mutate({ title: 'Taken back', description: 'D', body: 'B' });
  await host.db.article.update({ where: { slug: 'taken-back' }, data: { unpublishedAt: new Date() } });
  const long = 'x'.repeat(300);
  for (const path of [
    '/article/none',
    '/article/taken-back',
    '/profile/nobody',
    '/article/%00',
    `/article/${long}`,
    `/profile/${long}`,
  ]) {
    const { status, html, head } = await visit(host, path);
    expect([path, status, head['title']]).toEqual([path, 404, 'Fixture']);
    expect(html).toContain('<div id="root">');
  }
  // The browser makes of it what it can.
  expect((await visit(host, '/article/%E0%A4%A')).status).toBe(200);
  for (const path of ['/settings', '/nowhere/at/all', '/article', '/article/a/b']) {
    expect((await visit(host, path)).head).toMatchObject({ title: 'Fixture' });
  }
});

test('while the database says nothing, a page is the index as it was built, within its time', async () => {
  const host = await startHost();
  vi.spyOn(host.services.db.article, 'findUnique').mockImplementation(() => {
    throw new Error('connection refused');
  });
  const away = await visit(host, '/article/anything');
  expect([away.status, away.head['title']]).toEqual([200, 'Fixture']);
  expect(away.html).toContain('<div id="root">');
  expect(host.logged.some((line) => line.includes('A page went out without its head.'))).toBe(true);
});

test('a head is made for a page, and for nothing else at its address', async () => {
  const host = await startHost();
  const answer = await fetch(`${host.url}/article/none`, { headers: { accept: 'application/json' } });
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
  const head = await fetch(`${host.url}/`, { method: 'HEAD', headers: { accept: 'text/html' } });
  expect([head.status, await head.text()]).toEqual([200, '']);
});

test('a portrait that is no address once brought the page of its person down', async () => {
  const host = await startHost({ env });
  const ada = await host.signUp('Ada');
  for (const image of ['https://[', 'http://', 'https://exam ple']) {
    await host.db.user.update({ where: { id: ada.id }, data: { image } });
    const { status, head } = await visit(host, '/profile/Ada');
    expect([status, head['og:title'], head['og:image']]).toEqual([200, 'Ada', undefined]);
  }
});
