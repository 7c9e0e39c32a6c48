import { expect, test } from 'vitest';
import { startHost } from '../../../test/host.ts';
import { createVisitor } from '../../../test/visitor.ts';

async function suspendSomebody() {
  const host = await startHost();
  const visitor = createVisitor(host.url);
  await visitor.signIn((await host.signUp('olga', 'operator')).email);
  const { id } = await host.signUp('ada');
  const page = `/admin/users/${id}`;
  await visitor.post(`${page}/suspend`);
  return { host, visitor, page };
}

const said = 'Suspended. All sessions have ended.';

test('what was done is said once, with a button that takes it back', async () => {
  const { host, visitor, page } = await suspendSomebody();
  const { html } = await visitor.get(page);
  expect(html).toContain(said);
  const [, undo = ''] = /<form method="post" action="([^"]+)"><button class="as-link">Undo/.exec(html) ?? [];
  expect((await visitor.get(page)).html).not.toContain(said);

  const undone = await visitor.post(undo);
  expect(undone.headers.get('location')).toBe(page);
  expect((await visitor.get(page)).html).toContain('Restored. Signing in works again.');
  expect(await host.db.user.count({ where: { suspendedAt: { not: null } } })).toBe(0);
});

test('a notice is said on the page it was meant for, and on no other', async () => {
  const { visitor, page } = await suspendSomebody();
  expect((await visitor.get('/admin/users')).html).not.toContain(said);
  expect((await visitor.get(`${page}?x=1`)).html).not.toContain(said);
  expect((await visitor.get(page)).html).toContain(said);
});

test('nobody makes a page say what we did not, nor what somebody else did', async () => {
  const { host, visitor, page } = await suspendSomebody();
  const cookie = String(visitor.cookies.get('notice'));
  const [, signature = ''] = cookie.split('.');
  const body = Buffer.from(JSON.stringify({ to: page, userId: 'x', text: 'Pay here' })).toString('base64url');
  for (const forged of [`${body}.${signature}`, 'x', '.', `${cookie}x`]) {
    visitor.cookies.set('notice', forged);
    const { status, html } = await visitor.get(page);
    expect(status, forged).toBe(200);
    expect(html, forged).not.toContain('class="notice"');
  }
  const other = createVisitor(host.url);
  await other.signIn((await host.signUp('otto', 'operator')).email);
  other.cookies.set('notice', cookie);
  expect((await other.get(page)).html).not.toContain(said);
});
