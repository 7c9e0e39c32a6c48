import { expect, test } from 'vitest';
import { startHost } from '../../../test/host.ts';

test('the document is built once and asked for by its tag, packed for whoever unpacks it', async () => {
  const { url } = await startHost();
  const first = await fetch(`${url}/api/openapi.json`);
  const tag = first.headers.get('etag') ?? '';
  expect(tag).toMatch(/^W\/"[\w-]{43}"$/);
  expect(first.headers.get('content-encoding')).toBe('gzip');
  expect(first.headers.get('cache-control')).toBe('no-cache');
  const text = await first.text();
  const again = await fetch(`${url}/api/openapi.json`, {
    // Said here, because fetch would say that it wants no kept answer.
    headers: { 'if-none-match': tag, 'cache-control': 'max-age=0' },
  });
  expect([again.status, await again.text()]).toEqual([304, '']);
  const plain = await fetch(`${url}/api/openapi.json`, { headers: { 'accept-encoding': 'identity' } });
  expect([plain.headers.get('content-encoding'), plain.headers.get('etag')]).toEqual([null, tag]);
  expect(await plain.text()).toBe(text);
  const posted = await fetch(`${url}/api/openapi.json`, { method: 'POST' });
  expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
});

test('the page that shows the document loads everything from this origin, with nothing inline', async () => {
  const { url } = await startHost();
  const page = await fetch(`${url}/api/docs`);
  expect(page.status).toBe(200);
  expect(page.headers.get('content-security-policy')).toContain("script-src 'self';style-src 'self'");
  const html = await page.text();
  expect(html).not.toMatch(/<style|style=|<script(?![^>]*src=)| on\w+=/);
  const files = [...html.matchAll(/(?:src|href)="([^"]+\.\w{12}\.[^"]+)"/g)].map(([, file = '']) => file);
  expect(files).toHaveLength(5);
  for (const file of files) {
    expect(file).toMatch(/^\/api\/docs\//);
    const response = await fetch(url + file);
    expect([response.status, response.headers.get('cache-control')], file).toEqual([
      200,
      'public, max-age=31536000, immutable',
    ]);
    expect(response.headers.get('content-type')).toMatch(/^(text\/(javascript|css)|image\/svg)/);
    expect(await response.text()).not.toContain('sourceMappingURL');
  }
  for (const path of ['/api/docs/nothing.js', '/api/docs/..%2f..%2fpackage.json', '/api/docs/swagger-ui-bundle.js']) {
    const missing = await fetch(url + path);
    expect([missing.status, missing.headers.get('content-type')], path).toEqual([
      404,
      'application/json; charset=utf-8',
    ]);
  }
});
