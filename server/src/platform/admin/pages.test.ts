import { expect, test } from 'vitest';
import { adminRoutesOf, visit } from '../../../test/admin-routes.ts';
import { startHost } from '../../../test/host.ts';
import { createVisitor } from '../../../test/visitor.ts';

test('an address that is no page tells a stranger nothing, and staff that it is none', async () => {
  const host = await startHost();
  const visitor = createVisitor(host.url);
  expect((await visitor.get('/admin/nope')).status).toBe(303);
  await visitor.signIn((await host.signUp('vi', 'viewer')).email);
  for (const path of [
    '/admin/nope',
    '/admin/users/nope',
    '/admin/users/%00',
    '/admin/jobs/0',
    '/admin/jobs/99999999999999999999',
    '/admin/users/019f0000-0000-7000-8000-000000000000',
  ]) {
    const { status, html } = await visitor.get(path);
    expect(status, path).toBe(404);
    expect(html).toContain('There is nothing at this address.');
  }
});

test('a reason may be as long as it says in any writing, and a form that is longer is refused', async () => {
  const host = await startHost();
  const visitor = createVisitor(host.url);
  await visitor.signIn((await host.signUp('olga', 'admin')).email);
  const { id } = await host.signUp('Ada');
  const act = async (reason: string) => (await visitor.post(`/admin/users/${id}/impersonate`, { reason })).status;
  expect(await act('x'.repeat(40_000))).toBe(413);
  expect(await act('理'.repeat(2000))).not.toBe(413);
});

test('a page stays in no cache, and holds nothing that the policy would stop', async () => {
  const host = await startHost();
  const visitor = createVisitor(host.url);
  await visitor.signIn((await host.signUp('adam', 'admin')).email);
  let pages = 0;
  for (const route of (await adminRoutesOf(host)).filter(({ method }) => method === 'get')) {
    const { headers } = await visit(visitor, route);
    // A document of ours in a frame has a policy of its own.
    if (!isHtml(headers) || headers.get('content-security-policy')?.startsWith('sandbox')) continue;
    pages += 1;
    expect(headers.get('cache-control'), route.name).toBe('no-store');
    const { html } = await visitor.get(route.path);
    expect(html, route.name).not.toMatch(/<script(?![^>]*\ssrc=)|\sstyle=|\son\w+=|hx-on|javascript:|js:/i);
  }
  expect(pages).toBeGreaterThanOrEqual(10);
});

const isHtml = (headers: Headers) => headers.get('content-type')?.startsWith('text/html') ?? false;

test('what a page loads comes from this origin, packed, and is kept for a year', async () => {
  const host = await startHost();
  const visitor = createVisitor(host.url);
  const { html } = await visitor.get('/admin/sign-in');
  const files = [...html.matchAll(/(?:src|href)="(\/admin\/assets\/[^"]+)"/g)].map(([, path]) => String(path));
  expect(files).toHaveLength(5);
  for (const file of files) {
    expect(file).toMatch(/\.[\da-f]{12}\.(?:js|css|svg)$/);
    const { status, headers } = await visitor.get(file);
    expect(status, file).toBe(200);
    expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(headers.get('content-encoding')).toBe('gzip');
  }
  expect((await visitor.get('/admin/assets/admin.000000000000.css')).status).toBe(404);
});

test('an error nobody expected is shown with its id, says nothing of its cause, and is logged once', async () => {
  const host = await startHost();
  const visitor = createVisitor(host.url);
  await visitor.signIn((await host.signUp('vi', 'viewer')).email);
  await host.db.$executeRaw`ALTER TABLE job_run RENAME TO elsewhere`;

  const { status, headers, html } = await visitor.get('/admin');
  const requestId = String(headers.get('x-request-id'));
  expect(status).toBe(500);
  expect(html).toContain(requestId);
  expect(html).not.toMatch(/job_run|prisma/i);
  expect(host.logged.filter((line) => line.includes(requestId))).toHaveLength(1);
});

test('the choice of colours is drawn by the server, and leads nowhere else', async () => {
  const host = await startHost();
  const visitor = createVisitor(host.url);
  const chosen = await visitor.post('/admin/theme', { theme: 'dark', next: '//evil.example' });
  expect(chosen.headers.get('location')).toBe('/admin');
  expect((await visitor.get('/admin/sign-in')).html).toContain('data-theme="dark"');
  await visitor.post('/admin/theme', { theme: '"><script>', next: '/admin/jobs' });
  expect((await visitor.get('/admin/sign-in')).html).toContain('data-theme="system"');
});
