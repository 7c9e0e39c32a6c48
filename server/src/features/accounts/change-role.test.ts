import { expect, test } from 'vitest';
import { type Host, startHost } from '../../../test/host.ts';
import { createVisitor, type Visitor } from '../../../test/visitor.ts';

/** Two admins, and an operator whose role they change. */
async function startWithTwo() {
  const host = await startHost();
  const olga = await host.signUp('olga', 'operator');
  const page = `/admin/users/${olga.id}`;
  return { host, olga, page, ann: await adminOf(host, 'ann'), ben: await adminOf(host, 'ben') };
}

async function adminOf(host: Host, name: string): Promise<Visitor> {
  const visitor = createVisitor(host.url);
  await visitor.signIn((await host.signUp(name, 'admin')).email);
  return visitor;
}

/** Makes a change, and tells where its notice has the button that takes it back; null where it has none. */
async function change(visitor: Visitor, path: string, form?: Record<string, string>): Promise<string | null> {
  const { html } = await follow(visitor, await visitor.post(path, form));
  return /class="notice"[^]*?<form method="post" action="([^"]+)"/.exec(html)?.[1] ?? null;
}

function follow(visitor: Visitor, { status, headers }: { status: number; headers: Headers }) {
  expect(status).toBe(303);
  return visitor.get(String(headers.get('location')));
}

async function said(visitor: Visitor, answer: { status: number; headers: Headers }): Promise<string> {
  const { html } = await follow(visitor, answer);
  return (/<p role="status">([^]*?)<\/p>/.exec(html)?.[1] ?? '').replaceAll(/<[^>]+>/g, '').trim();
}

const roleOf = async ({ db }: Host, { id }: { id: string }) =>
  (await db.user.findUniqueOrThrow({ where: { id } })).role;
const count = ({ db }: Host) => db.auditLog.count({ where: { action: 'users.roleChanged' } });

test('an old button does not give a role back that somebody took since, and says who did', async () => {
  const { host, olga, page, ann, ben } = await startWithTwo();
  const undo = String(await change(ann, `${page}/role`, { role: 'user', shown: 'operator' }));
  await change(ben, `${page}/role`, { role: 'viewer', shown: 'user' });
  await change(ben, `${page}/role`, { role: 'user', shown: 'viewer' });

  const why = 'Not undone: the role was changed since by ben, and is user.';
  expect(await said(ann, await ann.post(undo))).toBe(why);
  // Nor is it asked whether to, at its address after a proof.
  expect(await said(ann, await ann.get(undo))).toBe(why);
  expect(await roleOf(host, olga)).toBe('user');
  expect(await count(host)).toBe(3);
});

test('a form that shows another role than somebody has by now changes nothing, and is shown anew with who changed it', async () => {
  const { host, olga, page, ann, ben } = await startWithTwo();
  expect((await ann.get(`${page}/role`)).html).toContain('name="shown" value="operator"');
  await change(ben, `${page}/role`, { role: 'user', shown: 'operator' });

  const stale = await ann.post(`${page}/role`, { role: 'admin', shown: 'operator' });
  expect(stale.status).toBe(409);
  expect(stale.html).toContain('Nothing was changed: olga has the role user by now, given by ben.');
  expect(stale.html).toContain('name="shown" value="user"');
  expect(stale.html).toContain('<option value="admin" selected>');
  expect(await roleOf(host, olga)).toBe('user');
  expect(await count(host)).toBe(1);
});

test('a role that somebody has already is not given again, and is none of theirs to take back who asked second', async () => {
  const { host, page, ann, ben } = await startWithTwo();
  await change(ben, `${page}/role`, { role: 'user', shown: 'operator' });
  const second = await ann.post(`${page}/role`, { role: 'user', shown: 'operator' });
  expect(await said(ann, second)).toBe('olga has the role user already, given by ben. Nothing was changed.');
  expect(await change(ann, `${page}/role`, { role: 'user', shown: 'operator' })).toBeNull();
  expect(await count(host)).toBe(1);
});

test('whoever takes a role back is asked at its address after a proof, once, and each step is taken back in turn', async () => {
  const { host, olga, page, ann } = await startWithTwo();
  const undo = String(await change(ann, `${page}/role`, { role: 'user', shown: 'operator' }));
  await host.db.$executeRaw`
    UPDATE session SET created_at = created_at - interval '11 minutes', proved_at = proved_at - interval '11 minutes'`;
  const proof = await ann.post(undo);
  expect(proof.headers.get('location')).toBe(`/admin/confirm?next=${encodeURIComponent(undo)}`);
  await host.db.session.updateMany({ data: { provedAt: new Date() } });
  const asked = await ann.get(undo);
  expect(asked.html).toContain('Make olga operator again?');
  const line = /name="undo" value="([^"]+)"/.exec(asked.html)?.[1] ?? '';

  const redo = String(await change(ann, `${page}/role`, { undo: line }));
  expect(await roleOf(host, olga)).toBe('operator');
  expect(await said(ann, await ann.post(undo))).toBe('Not undone: the role was changed since by you, and is operator.');
  await change(ann, redo);
  expect(await roleOf(host, olga)).toBe('user');
});

test('a role that was changed past the log is not taken back', async () => {
  const { host, olga, page, ann } = await startWithTwo();
  const undo = String(await change(ann, `${page}/role`, { role: 'viewer', shown: 'operator' }));
  await host.db.user.update({ where: { id: olga.id }, data: { role: 'user' } });
  expect(await said(ann, await ann.post(undo))).toContain('Not undone: what was changed does not stand any more.');
  expect(await roleOf(host, olga)).toBe('user');
});

test('an address that names a role has it chosen, and one that means nothing shows the form', async () => {
  const { page, ann } = await startWithTwo();
  expect((await ann.get(`${page}/role?role=admin`)).html).toContain('<option value="admin" selected>');
  for (const query of ['?role=king', '?undo=x', '?undo=&role=a&role=b']) {
    expect((await ann.get(`${page}/role${query}`)).html, query).toContain('<option value="operator" selected>');
  }
});
