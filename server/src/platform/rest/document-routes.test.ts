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
