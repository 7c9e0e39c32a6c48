import { expect, test } from 'vitest';
import { startHost } from '../../../test/host.ts';
import { createVisitor } from '../../../test/visitor.ts';

const dark = { theme: 'dark', next: '/admin/users' };

test('a look that is chosen on a page of ours is kept, and no other site chooses it', async () => {
  const host = await startHost();
  const visitor = createVisitor(host.url);
  const foreign: Record<string, string>[] = [
    { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ];
  for (const headers of foreign) {
    const { headers: answered } = await visitor.post('/admin/theme', dark, headers);
    expect(answered.getSetCookie(), JSON.stringify(headers)).toEqual([]);
  }
  const { status, headers } = await visitor.post('/admin/theme', dark);
  expect(status).toBe(303);
  expect(headers.get('location')).toBe('/admin/users');
  expect(headers.getSetCookie()).toEqual([
    expect.stringMatching(/^theme=dark; Max-Age=31536000; Path=\/admin; HttpOnly; SameSite=Lax$/),
  ]);
  expect((await visitor.get('/admin/sign-in')).html).toContain('data-theme="dark"');
});

test('where people come by https the look is kept by https alone, whatever the proxy in front says', async () => {
  const publicUrl = 'https://conduit.example';
  const host = await startHost({ env: { PUBLIC_URL: publicUrl, SMTP_URL: 'smtp://127.0.0.1:25' } });
  const { headers } = await createVisitor(host.url).post('/admin/theme', dark, { origin: publicUrl });
  expect(headers.getSetCookie()).toEqual([expect.stringContaining('; Secure;')]);
});
