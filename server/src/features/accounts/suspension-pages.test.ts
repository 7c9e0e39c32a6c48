import { expect, test } from 'vitest';
import { type Host, startHost } from '../../../test/host.ts';
import { createVisitor, type Visitor } from '../../../test/visitor.ts';

/** Two operators, and somebody whom they suspend and restore. */
async function startWithTwo() {
  const host = await startHost();
  const ada = await host.signUp('ada');
  return {
    host,
    page: `/admin/users/${ada.id}`,
    one: await operatorOf(host, 'one'),
    two: await operatorOf(host, 'two'),
  };
}

async function operatorOf(host: Host, name: string) {
  const visitor = createVisitor(host.url);
  await visitor.signIn((await host.signUp(name, 'operator')).email);
  return { visitor, press: (path: string) => press(visitor, path), come: (path: string) => come(visitor, path) };
}

/** Presses a button, and tells what is said then, and where that is taken back. */
async function press(visitor: Visitor, path: string): Promise<{ said: string; undo: string | null }> {
  return noticeOf(visitor, await visitor.post(path));
}

/** Comes to an address, as after half an hour away, and tells what is said or asked there. */
async function come(visitor: Visitor, path: string): Promise<string> {
  const page = await visitor.get(path);
  return page.status === 200 ? (/<h1>([^]*?)<\/h1>/.exec(page.html)?.[1] ?? '') : (await noticeOf(visitor, page)).said;
}

async function noticeOf(visitor: Visitor, { status, headers }: { status: number; headers: Headers }) {
  expect(status).toBe(303);
  const { html } = await visitor.get(String(headers.get('location')));
  const said = (/<p role="status">([^]*?)<\/p>/.exec(html)?.[1] ?? '').replaceAll(/<[^>]+>/g, '').trim();
  return { said, undo: /class="notice"[^]*?<form method="post" action="([^"]+)"/.exec(html)?.[1] ?? null };
}

const actions = async ({ db }: Host) =>
  (await db.auditLog.findMany({ orderBy: { id: 'asc' } })).map(({ action }) => action.slice('users.'.length));

test('what somebody else has done already is theirs, and offers no undo', async () => {
  const { host, page, one, two } = await startWithTwo();
  const early = await one.press(`${page}/restore`);
  expect(early).toEqual({ said: 'They were not suspended. Nothing was changed.', undo: null });
  await two.press(`${page}/suspend`);
  expect(await one.press(`${page}/suspend`)).toEqual({
    said: 'They were suspended already: it was done by two. Nothing was changed.',
    undo: null,
  });
  await two.press(`${page}/restore`);
  expect(await one.press(`${page}/restore`)).toEqual({
    said: 'They were not suspended: it was done by two. Nothing was changed.',
    undo: null,
  });
  expect(await actions(host)).toEqual(['suspended', 'restored']);
});

test('an old button lifts no newer suspension, and says whose it is; a new one is taken back, and that in turn', async () => {
  const { host, page, one, two } = await startWithTwo();
  const first = await one.press(`${page}/suspend`);
  expect(await one.come(String(first.undo))).toBe('Restore ada?');
  await two.press(`${page}/restore`);
  const second = await two.press(`${page}/suspend`);

  const why = 'Not undone: it was changed since by two, and is suspended.';
  expect(await one.press(String(first.undo))).toEqual({ said: why, undo: null });
  expect(await one.come(String(first.undo))).toBe(why);
  expect(await host.db.user.count({ where: { suspendedAt: { not: null } } })).toBe(1);

  const undone = await two.press(String(second.undo));
  expect(undone.said).toBe('Restored. Signing in works again.');
  expect(await two.press(String(second.undo))).toMatchObject({
    said: 'Not undone: it was changed since by you, and is not suspended.',
  });
  expect(await two.press(String(undone.undo))).toMatchObject({ said: 'Suspended. All sessions have ended.' });
  expect(await actions(host)).toEqual(['suspended', 'restored', 'suspended', 'restored', 'suspended']);
});

test('the page that asks to take something back names what its button takes back, and no button takes back the other way', async () => {
  const { host, page, one } = await startWithTwo();
  const { undo } = await one.press(`${page}/suspend`);
  const line = new URL(String(undo), host.url).searchParams.get('undo');
  const { html } = await one.visitor.get(String(undo));
  expect(html).toContain(`name="undo" value="${line}"`);
  expect((await one.press(`${page}/suspend?undo=${line}`)).undo).toBeNull();
  expect(await actions(host)).toEqual(['suspended']);
});
