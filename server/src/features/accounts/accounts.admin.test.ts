import { expect, test } from 'vitest';
import { type Host, password, startHost } from '../../../test/host.ts';
import { createVisitor, type Visitor } from '../../../test/visitor.ts';

async function startWith(role: 'viewer' | 'operator' | 'admin'): Promise<{ host: Host; visitor: Visitor; id: string }> {
  const host = await startHost();
  const { id, email } = await host.signUp('boss', role);
  const visitor = createVisitor(host.url);
  await visitor.signIn(email);
  return { host, visitor, id };
}

/** The names in the list that an address shows. */
async function namesAt(visitor: Visitor, query: string): Promise<(string | undefined)[]> {
  const { html } = await visitor.get(`/admin/users${query}`);
  return [...html.matchAll(/<a href="\/admin\/users\/[\da-f-]{36}">([^<]*)<\/a>/g)].map(([, name]) => name);
}

test('people are found by part of their name or address, by role and by state', async () => {
  const { host, visitor } = await startWith('admin');
  const ada = await host.signUp('Ada_L');
  await host.signUp('AdaXL');
  await host.signUp('grace', 'operator');
  await host.db.user.update({ where: { id: ada.id }, data: { suspendedAt: new Date() } });

  expect(await namesAt(visitor, '')).toEqual(['grace', 'AdaXL', 'Ada_L', 'boss']);
  expect(await namesAt(visitor, '?q=ADA')).toEqual(['AdaXL', 'Ada_L']);
  expect(await namesAt(visitor, '?q=grace@exam')).toEqual(['grace']);
  // What stands for anything in SQL is looked for as it stands.
  expect(await namesAt(visitor, '?q=a_l')).toEqual(['Ada_L']);
  expect(await namesAt(visitor, '?q=%25')).toEqual([]);
  expect(await namesAt(visitor, '?role=operator')).toEqual(['grace']);
  expect(await namesAt(visitor, '?q=ada&state=suspended')).toEqual(['Ada_L']);
  expect(await namesAt(visitor, '?state=active')).toEqual(['grace', 'AdaXL', 'boss']);
});

test('a viewer sees of an address only so much that they recognise it, wherever it stands, and cannot find it out by searching', async () => {
  const { host, visitor } = await startWith('viewer');
  const { id } = await host.signUp('ada');
  await host.db.user.update({ where: { id }, data: { email: 'lovelace@example.org' } });
  await host.db.auditLog.create({
    data: {
      actorId: id,
      action: 'users.moved',
      target: `user:${id}`,
      before: { email: 'lovelace@example.org' },
      after: { email: 'lady@example.org' },
    },
  });
  const places = ['/admin/users', `/admin/users/${id}`, '/admin/audit'];
  for (const path of [...places, '/admin/users/export.csv', '/admin/users/export.json', '/admin/audit/export.json']) {
    const { html } = await visitor.get(path);
    expect(html, path).toContain('l…@example.org');
    expect(html, path).not.toMatch(/lovelace|lady/);
  }
  // That something differs is not kept, nor which field does.
  expect((await visitor.get(`/admin/users/${id}`)).html).toContain('<span class="field">email</span>');
  expect(await namesAt(visitor, '?q=lovelace')).toEqual([]);
  expect(await namesAt(visitor, '?q=ada')).toEqual(['ada']);

  const operator = createVisitor(host.url);
  await operator.signIn((await host.signUp('olga', 'operator')).email);
  for (const path of [...places, '/admin/users/export.csv?q=lovelace']) {
    expect((await operator.get(path)).html, path).toContain('lovelace@example.org');
  }
});

test('an address that somebody has tampered with shows a list all the same', async () => {
  const { visitor } = await startWith('viewer');
  for (const query of [
    '?role=king&state=x',
    '?before=1.2',
    '?after=x&before=-5.y',
    '?q=a&q=b',
    '?q=%00',
    `?q=${'x'.repeat(5000)}`,
  ]) {
    expect((await visitor.get(`/admin/users${query}`)).status, query).toBe(200);
  }
});

test('suspending asks first, ends every session, is written down once and can be undone', async () => {
  const { host, visitor, id: actorId } = await startWith('operator');
  const ada = await host.signUp('ada');
  const at = `/admin/users/${ada.id}`;

  const question = await visitor.get(`${at}/suspend`);
  expect(question.html).toContain('One open session ends at once.');
  expect(await host.db.user.count({ where: { suspendedAt: { not: null } } })).toBe(0);

  const done = await visitor.post(`${at}/suspend`);
  expect(done.status).toBe(303);
  const page = await visitor.get(String(done.headers.get('location')));
  expect(page.html).toContain('Suspended. All sessions have ended.');
  expect(page.html).toContain('users.suspended');
  expect(await host.db.session.count({ where: { userId: ada.id } })).toBe(0);
  await expect(host.api.accounts.signIn.mutate({ email: ada.email, password })).rejects.toThrow('suspended');

  // A second press changes nothing and says nothing new.
  await visitor.post(`${at}/suspend`);
  const trail = await host.db.auditLog.findMany({ where: { target: `user:${ada.id}` } });
  expect(trail).toMatchObject([{ action: 'users.suspended', actorId }]);
  expect((await visitor.get(`${at}/suspend`)).headers.get('location')).toBe(at);

  await visitor.post(`${at}/restore`);
  await host.api.accounts.signIn.mutate({ email: ada.email, password });
  expect(await host.db.auditLog.count({ where: { target: `user:${ada.id}` } })).toBe(2);
  // An address that was kept says nothing that is no longer so.
  expect((await visitor.get(`${at}?done=suspended`)).html).not.toContain('Suspended. All sessions');
});

test('a suspended member of staff is out at once and does not get in again', async () => {
  const { host, visitor } = await startWith('admin');
  const other = createVisitor(host.url);
  const { id, email } = await host.signUp('olga', 'operator');
  await other.signIn(email);
  expect((await other.get('/admin')).status).toBe(200);

  await visitor.post(`/admin/users/${id}/suspend`);
  expect((await other.get('/admin')).status).toBe(303);
  const refused = await createVisitor(host.url).signIn(email);
  expect(refused.status).toBe(403);
  expect(refused.html).toContain('This account is suspended.');
});

test('nobody suspends themselves, or somebody of their own rank or above', async () => {
  const { host, visitor, id } = await startWith('operator');
  const peer = await host.signUp('peer', 'operator');
  const above = await host.signUp('above', 'admin');
  for (const target of [id, peer.id, above.id]) {
    expect((await visitor.get(`/admin/users/${target}`)).html).not.toContain('/suspend"');
    expect((await visitor.get(`/admin/users/${target}/suspend`)).status).toBe(403);
    expect((await visitor.post(`/admin/users/${target}/suspend`)).status).toBe(403);
  }
  expect(await host.db.user.count({ where: { suspendedAt: { not: null } } })).toBe(0);
  expect(await host.db.auditLog.count()).toBe(0);
});

test('a suspension that another site asks for is refused', async () => {
  const { host, visitor } = await startWith('admin');
  const { id } = await host.signUp('ada');
  const headers = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
  expect((await visitor.post(`/admin/users/${id}/suspend`, {}, headers)).status).toBe(403);
  expect(await host.db.user.count({ where: { suspendedAt: { not: null } } })).toBe(0);
});

test('the page of a person has the jobs that their calls caused, the last first, and nobody else’s', async () => {
  const { host, visitor } = await startWith('viewer');
  const { id } = await host.signUp('ada');
  const run = (jobId: string, userId: string | null, minute: number) => ({
    jobId,
    userId,
    name: `things.${jobId}`,
    attempt: 1,
    queuedAt: new Date(),
    startedAt: new Date(Date.UTC(2026, 0, 1, 0, minute)),
  });
  await host.db.jobRun.createMany({
    data: [run('1', id, 1), run('2', null, 2), run('3', id, 3), run('4', 'other', 4)],
  });
  const { html } = await visitor.get(`/admin/users/${id}`);
  const jobs = [...html.matchAll(/<a href="\/admin\/jobs\/(\d+)"/g)].map(([, jobId]) => jobId);
  expect(jobs).toEqual(['3', '1']);
});

test('a script in a name, an address, a bio or a picture stays text', async () => {
  const { host, visitor } = await startWith('viewer');
  const { id } = await host.signUp('ada');
  const evil = `<script>alert(1)</script>" onmouseover="x' <img src=x>`;
  await host.db.user.update({
    where: { id },
    data: { username: evil, email: evil, bio: evil, image: 'javascript:alert(1)' },
  });
  for (const path of [
    '/admin/users',
    `/admin/users?q=${encodeURIComponent('"><script>alert(1)</script>')}`,
    `/admin/users/${id}`,
  ]) {
    const { html } = await visitor.get(path);
    expect(html).not.toContain('<script>alert');
    expect(html).not.toContain('<img');
    expect(html).not.toMatch(/" on\w+=/);
    expect(html).not.toMatch(/(?:href|src)="javascript:/);
  }
  expect((await visitor.get(`/admin/users/${id}`)).html).toContain('&lt;script&gt;alert(1)');
});
