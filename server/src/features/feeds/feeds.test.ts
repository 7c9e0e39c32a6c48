import { expect, test } from 'vitest';
import { type Host, type Person, startHost } from '../../../test/host.ts';

const env = { PUBLIC_URL: 'http://127.0.0.1:65000' };

async function publish({ api }: Person, title: string, tags: string[] = []): Promise<string> {
  const { slug } = await api.articles.create.mutate({ title, description: `About ${title}`, body: 'Text', tags });
  return slug;
}

async function get(host: Host, path: string, headers: Record<string, string> = {}) {
  // Of its own accord fetch asks for what nobody kept as soon as it is given a condition.
  const answer = await fetch(host.url + path, { headers: { 'cache-control': 'max-age=0', ...headers } });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

function all(xml: string, element: string): string[] {
  return [...xml.matchAll(new RegExp(`<${element}(?: [^>]*)?>(.*?)</${element}>`, 'g'))].map(([, text]) => text ?? '');
}

test('the feeds of everybody, of a tag and of an author hold their newest articles', async () => {
  const host = await startHost({ env });
  const [ada, grace] = [await host.signUp('Ada'), await host.signUp('Grace')];
  await publish(ada, 'One', ['x']);
  await publish(grace, 'Two', ['x', 'c++']);
  await publish(ada, 'Three');
  const titles = async (path: string) => all((await get(host, path)).text, 'title').slice(1);
  expect(await titles('/feed.xml')).toEqual(['Three', 'Two', 'One']);
  expect(await titles('/tag/X/feed.xml')).toEqual(['Two', 'One']);
  expect(await titles('/tag/c%2B%2B/feed.xml')).toEqual(['Two']);
  expect(await titles('/tag/nobody-uses-it/feed.xml')).toEqual([]);
  expect(await titles('/profile/ada/feed.xml')).toEqual(['Three', 'One']);
  await host.db.article.update({ where: { slug: 'three' }, data: { unpublishedAt: new Date() } });
  expect(await titles('/profile/ada/feed.xml')).toEqual(['One']);
  for (const path of ['/profile/nobody/feed.xml', '/profile/%00/feed.xml', `/tag/${'x'.repeat(300)}/feed.xml`]) {
    expect((await get(host, path)).status, path).toBe(404);
  }
});

test('a feed says of an article where it is, who wrote it and when, under a name that stays when its title changes', async () => {
  const host = await startHost({ env });
  const ada = await host.signUp('Ada');
  await publish(ada, 'One & <two>', ['x', 'y']);
  const before = await get(host, '/profile/Ada/feed.xml');
  expect(before.headers.get('content-type')).toBe('application/rss+xml; charset=utf-8');
  expect(before.text).toContain('<title>One &amp; &lt;two&gt;</title>');
  expect(before.text).toContain(`<link>${env.PUBLIC_URL}/article/one-two</link>`);
  expect(before.text).toContain('<dc:creator>Ada</dc:creator>');
  expect(before.text).not.toContain('@example.com');
  expect(all(before.text, 'category')).toEqual(['x', 'y']);
  expect(before.text).toContain(
    `<atom:link href="${env.PUBLIC_URL}/profile/Ada/feed.xml" rel="self" type="application/rss+xml" />`,
  );
  const { createdAt } = await host.db.article.findUniqueOrThrow({ where: { slug: 'one-two' } });
  expect(all(before.text, 'pubDate')).toEqual([createdAt.toUTCString()]);
  await ada.api.articles.edit.mutate({ slug: 'one-two', title: 'Other' });
  const after = await get(host, '/profile/Ada/feed.xml');
  expect(all(after.text, 'title')[1]).toBe('Other');
  expect(all(after.text, 'guid')).toEqual(all(before.text, 'guid'));
});

test('characters that XML cannot hold are left out of a feed', async () => {
  const host = await startHost({ env });
  const ada = await host.signUp('Ada');
  await publish(ada, 'A\u0001b\u001f c\uffff é 🐘 ]]>');
  const { text } = await get(host, '/feed.xml');
  expect(text).toContain('<title>Ab c é 🐘 ]]&gt;</title>');
});

test('a reader that has the newest feed is told so in a few bytes, until something changes', async () => {
  const host = await startHost({ env });
  const ada = await host.signUp('Ada');
  await publish(ada, 'One');
  const { headers } = await get(host, '/feed.xml');
  const [etag, changed] = [headers.get('etag') ?? '', headers.get('last-modified') ?? ''];
  const same = await get(host, '/feed.xml', { 'if-none-match': etag });
  expect([same.status, same.text]).toEqual([304, '']);
  expect((await get(host, '/feed.xml', { 'if-modified-since': changed })).status).toBe(304);
  expect(headers.get('cache-control')).toBe('public, no-cache');
  await publish(ada, 'Two');
  expect((await get(host, '/feed.xml', { 'if-none-match': etag })).status).toBe(200);
});

test('the sitemap leads to every article and tag, ten thousand to a page, each page by where it begins', async () => {
  const host = await startHost({ env });
  const ada = await host.signUp('Ada');
  const slug = await publish(ada, 'First', ['c++']);
  const row = (index: number) => ({
    title: `N${index}`,
    slug: `n${index}`,
    description: 'D',
    body: 'B',
    authorId: ada.id,
  });
  await host.db.article.createMany({ data: Array.from({ length: 10_001 }, (_, index) => row(index)) });
  await host.db.article.update({ where: { slug: 'n5000' }, data: { unpublishedAt: new Date() } });

  const index = await get(host, '/sitemap.xml');
  expect(index.headers.get('content-type')).toBe('application/xml; charset=utf-8');
  const pages = all(index.text, 'loc').map((address) => address.replace(env.PUBLIC_URL, ''));
  expect(pages[0]).toBe('/sitemap/pages.xml');
  expect(pages).toHaveLength(3);
  const listed = await Promise.all(pages.map(async (path) => all((await get(host, path)).text, 'loc')));
  expect(listed[0]).toEqual([`${env.PUBLIC_URL}/`, `${env.PUBLIC_URL}/tags`, `${env.PUBLIC_URL}/tag/c%2B%2B`]);
  // Of 10,002 articles, one was taken back: it leaves its place on its page.
  expect(listed.slice(1).flat()).toHaveLength(10_001);
  expect(Math.min(...listed.slice(1).map(({ length }) => length))).toBeLessThan(3);
  const articles = new Set(listed.slice(1).flat());
  expect(articles.size).toBe(10_001);
  expect(articles.has(`${env.PUBLIC_URL}/article/${slug}`)).toBe(true);
  expect(articles.has(`${env.PUBLIC_URL}/article/n5000`)).toBe(false);
  for (const path of ['/sitemap/articles-x.xml', '/sitemap/articles-ffffffff-ffff-7fff-bfff-ffffffffffff.xml']) {
    expect((await get(host, path)).status, path).toBe(404);
  }
});

test('crawlers are told what is none of theirs, and where the sitemap is', async () => {
  const host = await startHost({ env });
  const { headers, text } = await get(host, '/robots.txt');
  expect(headers.get('content-type')).toMatch(/^text\/plain/);
  for (const path of ['/admin', '/api/', '/editor', '/settings']) expect(text).toContain(`Disallow: ${path}\n`);
  expect(text).toContain(`Sitemap: ${env.PUBLIC_URL}/sitemap.xml\n`);
});

test('what programs read is the same for all and sets no cookie', async () => {
  const host = await startHost({ env });
  for (const path of ['/feed.xml', '/sitemap.xml', '/robots.txt']) {
    const { status, headers } = await get(host, path, { cookie: 'session=garbage' });
    expect([path, status, headers.getSetCookie()]).toEqual([path, 200, []]);
  }
});
