import { expect, test } from 'vitest';
import { features } from '../../features/index.ts';
import { type Host, startHost } from '../../../test/host.ts';
import { root } from '../../../test/services.ts';
import { adminIds, mail as mailOfProduct } from '../../../test/subject.ts';
import { createVisitor, type Visitor } from '../../../test/visitor.ts';
import { hasRole, roles } from '../access.ts';
import { adminSections } from './admin.ts';
import { addressOf } from './pages.ts';
import type { AdminPage } from './section.ts';
import { createViews } from './views.ts';

interface Place {
  readonly page: AdminPage;
  readonly method: 'get' | 'post';
  readonly path: string;
}

/** Every page there is, at an address where there is something to see. */
async function allPlaces(host: Host): Promise<Place[]> {
  const { id } = await host.signUp('target');
  const ran = { jobId: '7', name: 'test.job', attempt: 1, queuedAt: new Date(), startedAt: new Date() };
  await host.db.jobRun.create({ data: ran });
  const mail = { key: 'page', template: mailOfProduct.template.name, to: 'target@example.com' };
  const { id: mailId } = await host.db.mail.create({ data: mail });
  const change = { actorId: id, action: 'things.changed', target: 'thing:1' };
  const { id: audit } = await host.db.auditLog.create({ data: change });
  const ids: Record<string, string> = { users: id, audit, mail: mailId, jobs: '7', ...(await adminIds(host, { id })) };
  return adminSections(features, host.services, { views: createViews(root), root }).flatMap((section) =>
    section.pages.map((page) => {
      const { method, path } = addressOf(section, page);
      return { page, method, path: `/admin${path.replace(':id', ids[section.path] ?? '')}` };
    }),
  );
}

/** Goes there and returns the status; a stream is left as soon as it has answered. */
async function statusAt(visitor: Visitor, { page, method, path }: Place): Promise<number> {
  if (page.kind !== 'stream') return (await visitor[method](path)).status;
  const leaving = new AbortController();
  const { status } = await visitor.open(path, leaving.signal);
  leaving.abort();
  return status;
}

test('every page refuses strangers and every role below its own, and opens to the others', async () => {
  const host = await startHost();
  const places = await allPlaces(host);
  expect(places.length).toBeGreaterThanOrEqual(10);

  for (const role of roles) {
    const person = await host.signUp(`one-${role}`, role);
    const visitor = createVisitor(host.url);
    await visitor.signIn(person.email);
    // Somebody of the role user gets no cookie at the door: the one of the SPA is what they come with.
    if (role === 'user') visitor.cookies.set('session', person.token);
    for (const place of places) {
      const label = `${role}: ${place.method} ${place.path}`;
      const status = await statusAt(visitor, place);
      if (hasRole(role, place.page.access)) expect(status, label).toBeLessThan(400);
      else expect(status, label).toBe(403);
    }
  }
});

test('a stranger is sent to the sign-in, and an htmx request told to go there', async () => {
  const host = await startHost();
  const stranger = createVisitor(host.url);
  for (const { method, path } of await allPlaces(host)) {
    const plain = await stranger[method](path);
    expect(plain.status, path).toBe(303);
    const next = method === 'get' ? `?next=${encodeURIComponent(path)}` : '';
    expect(plain.headers.get('location'), path).toBe(`/admin/sign-in${next}`);

    const headers = { 'hx-request': 'true', 'hx-current-url': `${host.url}/admin/users?q=x` };
    const swap = method === 'get' ? await stranger.get(path, headers) : await stranger.post(path, {}, headers);
    expect(swap.status, path).toBe(401);
    expect(swap.headers.get('hx-redirect'), path).toBe('/admin/sign-in?next=%2Fadmin%2Fusers%3Fq%3Dx');
    expect(swap.html, path).toBe('');
  }
});

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

test('a page stays in no cache, and holds nothing that the policy would stop', async () => {
  const host = await startHost();
  const visitor = createVisitor(host.url);
  await visitor.signIn((await host.signUp('vi', 'viewer')).email);
  for (const { page, method, path } of await allPlaces(host)) {
    if (method === 'post' || page.kind === 'stream' || page.kind === 'document' || page.access !== 'viewer') continue;
    const { headers, html } = await visitor.get(path);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(html).not.toMatch(/<script(?![^>]*\ssrc=)|\sstyle=|\son\w+=|hx-on|javascript:|js:/i);
  }
});

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
