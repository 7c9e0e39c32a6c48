import { contract, events } from '@hybrid/contracts';
import { contractFacts } from '@hybrid/contracts/facts';
import { proceduresOf } from '@hybrid/contracts/kernel';
import { expect, test } from 'vitest';
import { startHost } from '../../../test/host.ts';
import { entryOf, textOf } from '../../../test/reference-page.ts';

const policy = "default-src 'none';script-src 'self';style-src 'self';";
const pages = ['/api/docs', '/api/docs/rest'];

test('every procedure and event of the product is in the reference, with its summary or topic', async () => {
  const { url } = await startHost();
  const html = await (await fetch(`${url}/api/docs`)).text();
  const procedures = proceduresOf(contract);
  expect(procedures.length).toBeGreaterThan(20);
  for (const [name, { summary, kind, access }] of procedures) {
    const line = `${name} ${summary} ${kind} ${access}`;
    expect(textOf(entryOf(html, name)).slice(0, line.length)).toBe(line);
  }
  for (const { name, topic } of Object.values(events)) {
    expect(textOf(entryOf(html, `event/${name}`))).toContain(`Told on ${topic}`);
  }
});

test.each(pages)('%s is made once and asked for by its tag, packed for whoever unpacks it', async (path) => {
  const { url } = await startHost();
  const first = await fetch(url + path);
  const tag = first.headers.get('etag') ?? '';
  expect(tag).toMatch(/^W\/"[\w-]{43}"$/);
  expect([first.status, first.headers.get('content-encoding')]).toEqual([200, 'gzip']);
  expect(first.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(first.headers.get('cache-control')).toBe('no-cache');
  const text = await first.text();
  // Said here, because fetch would say that it wants no kept answer.
  const again = await fetch(url + path, { headers: { 'if-none-match': tag, 'cache-control': 'max-age=0' } });
  expect([again.status, await again.text()]).toEqual([304, '']);
  const plain = await fetch(url + path, { headers: { 'accept-encoding': 'identity' } });
  expect([plain.headers.get('content-encoding'), plain.headers.get('vary')]).toEqual([null, 'Accept-Encoding']);
  expect(await plain.text()).toBe(text);
});

test.each(pages)('%s answers HEAD as GET and nothing else', async (path) => {
  const { url } = await startHost();
  const head = await fetch(url + path, { method: 'HEAD' });
  expect([head.status, head.headers.get('etag'), await head.text()]).toEqual([200, expect.stringContaining('W/'), '']);
  const posted = await fetch(url + path, { method: 'POST' });
  expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  expect(await posted.json()).toMatchObject({ code: 'METHOD_NOT_ALLOWED' });
});

test.each(pages)('%s leads to the other, to the documents, and names the contract', async (path) => {
  const { url } = await startHost();
  const html = await (await fetch(url + path)).text();
  const hrefs = [...html.matchAll(/<a [^>]*href="([^"]+)"/g)].map(([, href]) => href);
  expect(hrefs).toEqual(expect.arrayContaining([...pages, '/api/openapi.json', '/api/contract.json']));
  expect(html).toContain(`<code>${contractFacts.hash}</code>`);
});

test.each(pages)('%s loads everything from this origin, kept for a year, with nothing inline', async (path) => {
  const { url } = await startHost();
  const page = await fetch(url + path);
  expect(page.headers.get('content-security-policy')).toContain(policy);
  expect(page.headers.get('content-security-policy')).not.toContain('unsafe');
  const html = await page.text();
  expect(html).not.toMatch(/<style| style=|<script(?![^>]*src=)| on\w+="/);
  const files = [...html.matchAll(/<(?:script|link)[^>]* (?:src|href)="([^"]+)"/g)].map(([, file = '']) => file);
  expect(files.length).toBeGreaterThan(5);
  for (const file of files) {
    expect(file).toMatch(/^\/api\/docs\/(?:\w+(?:-\w+)*\.\w{12}\.\w+|\w{12}\/\w+(?:-\w+)*\.js)$/);
    const response = await fetch(url + file);
    expect([response.status, response.headers.get('cache-control')], file).toEqual([
      200,
      'public, max-age=31536000, immutable',
    ]);
    expect(response.headers.get('content-type')).toMatch(/^(text\/(javascript|css)|image\/svg)/);
    expect(await response.text()).not.toContain('sourceMappingURL');
  }
});

test('what the scripts of the reference import is served beside them', async () => {
  const { url } = await startHost();
  const html = await (await fetch(`${url}/api/docs`)).text();
  const [, main = ''] = /<script type="module" src="([^"]+)"/.exec(html) ?? [];
  const preloaded = [...html.matchAll(/<link rel="modulepreload" href="([^"]+)"/g)].map(([, file]) => file);
  const imported = new Set<string>();
  const follow = async (address: string): Promise<void> => {
    const response = await fetch(url + address);
    expect(response.status, address).toBe(200);
    for (const [, name = ''] of (await response.text()).matchAll(/from '([^']+)'/g)) {
      const next = new URL(name, url + address).pathname;
      if (!imported.has(next)) await follow((imported.add(next), next));
    }
  };
  await follow(main);
  expect(imported).toEqual(new Set(preloaded));
});

test.each([
  '/api/docs/nothing.js',
  '/api/docs/..%2f..%2fpackage.json',
  '/api/docs/swagger-ui-bundle.js',
  '/api/docs/reference/main.js',
  '/api/docs/0123456789ab/main.js',
  '/api/docs/0123456789ab/..%2fmain.js',
])('there is nothing at %s', async (path) => {
  const { url } = await startHost();
  const missing = await fetch(url + path);
  expect([missing.status, missing.headers.get('content-type')]).toEqual([404, 'application/json; charset=utf-8']);
});

test('a page is told whom its calls are made for, by name and role alone, and nobody keeps that', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada', 'operator');
  const ask = async (headers: Record<string, string>) => {
    const response = await fetch(`${host.url}/api/docs/caller`, { headers });
    expect(response.headers.get('cache-control')).toBe('no-store');
    return response.json();
  };
  expect(await ask({ cookie: `session=${ada.token}` })).toEqual({ caller: { username: 'Ada', role: 'operator' } });
  expect(await ask({})).toEqual({ caller: null });
  expect(await ask({ cookie: 'session=nonsense' })).toEqual({ caller: null });
  const posted = await fetch(`${host.url}/api/docs/caller`, { method: 'POST' });
  expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
});
