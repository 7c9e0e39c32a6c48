import { expect, test } from 'vitest';
import { password, startHost } from '../../../test/host.ts';
import { createVisitor } from '../../../test/visitor.ts';

async function startAs(role: 'viewer' | 'admin') {
  const host = await startHost();
  const { id, email } = await host.signUp('boss', role);
  const visitor = createVisitor(host.url);
  await visitor.signIn(email);
  const ask = (fields: string) => visitor.get(`/admin/flags/signUps/change?${fields}`);
  return { host, visitor, id, ask };
}

test('every flag of the contract is listed with its state in words, also those that nobody has changed', async () => {
  const { host, visitor } = await startAs('viewer');
  const { id } = await host.signUp('ada');
  expect((await visitor.get('/admin/flags')).html).toContain('on for everybody');
  await host.db.flag.create({
    data: {
      name: 'signUps',
      state: 'some',
      percent: 25,
      roles: ['admin'],
      userIds: [id],
      changedAt: new Date(),
      changedBy: 'boss',
    },
  });
  const { html } = await visitor.get('/admin/flags');
  expect(html).toContain('on for 25 % of those who are signed in, the role admin, and ada');
  const page = await visitor.get('/admin/flags/signUps');
  expect(page.html).toContain('takes the role admin');
});

test('a flag is changed in two steps, the first of which says what will follow, and the audit log has both states', async () => {
  const { host, visitor, id, ask } = await startAs('admin');
  await host.signUp('ada');
  const asked = await ask('revision=0&state=some&percent=50&roles=operator&roles=admin&people=Ada');
  expect(asked.status).toBe(200);
  expect(asked.html).toContain('50 % of those who are signed in, the role operator, the role admin, and ada');
  expect(await host.db.flag.count()).toBe(0);
  const [form = ''] = /<form method="post" action="\/admin\/flags[\s\S]*?<\/form>/.exec(asked.html) ?? [];
  const fields = [...form.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]);
  expect(fields.map(([name]) => name)).toEqual(['revision', 'state', 'percent', 'roles', 'roles', 'people']);
  const done = await visitor.post('/admin/flags/signUps/change', Object.fromEntries(fields));
  expect((await visitor.get(String(done.headers.get('location')))).html).toContain('in effect everywhere');
  expect(await host.db.auditLog.findMany()).toMatchObject([
    {
      actorId: id,
      action: 'flags.changed',
      target: 'flag:signUps',
      before: { state: 'on', percent: 0 },
      after: { state: 'some', percent: 50 },
    },
  ]);
});

/** Where the notice of a page has its button. */
function undoOf({ html }: { html: string }): string {
  return /class="notice"[^]*?<form method="post" action="([^"]+)"/.exec(html)?.[1] ?? '';
}

/** An admin with what they send, and what is said then. */
async function startChanging() {
  const { host, visitor } = await startAs('admin');
  const follow = ({ headers }: { headers: Headers }) => visitor.get(String(headers.get('location')));
  return {
    host,
    visitor,
    follow,
    send: async (revision: number, state: string) =>
      follow(
        await visitor.post('/admin/flags/signUps/change', { revision: `${revision}`, state, percent: '0', people: '' }),
      ),
    state: async () => (await host.db.flag.findFirst())?.state,
  };
}

test('whoever changed a flag can take that back, once, and only until somebody changes it anew', async () => {
  const { host, visitor, follow, send, state } = await startChanging();
  const undo = undoOf(await send(0, 'off'));
  expect(undo).toBe('/admin/flags/signUps/undo?revision=1');
  await visitor.post(undo);
  expect(await state()).toBe('on');
  const again = await follow(await visitor.post(undo));
  expect(again.html).toContain('Not undone: it was changed since by you.');

  // An old button takes back no newer change, one's own neither.
  const old = undoOf(await send(2, 'off'));
  await send(3, 'on');
  await visitor.post(old);
  expect(await state()).toBe('on');
  const last = undoOf(await send(4, 'off'));
  const { id } = await host.signUp('bea', 'admin');
  await host.db.flag.updateMany({ data: { changedBy: id } });
  const others = await follow(await visitor.post(last));
  expect(others.html).toContain('Not undone: it was changed by bea, who alone takes that back.');
  await host.db.flag.updateMany({ data: { revision: 6 } });
  expect((await follow(await visitor.post(last))).html).toContain('Not undone: it was changed since by bea.');
  expect(await state()).toBe('off');
  expect(await host.db.auditLog.count({ where: { target: 'flag:signUps' } })).toBe(5);
});

test('whoever takes a change back after half an hour away is asked on a page, once they proved that it is them', async () => {
  const { host, visitor, follow, send, state } = await startChanging();
  const undo = undoOf(await send(0, 'off'));
  await host.db.$executeRaw`UPDATE session SET staff_at = staff_at - interval '31 minutes',
    created_at = created_at - interval '31 minutes', proved_at = proved_at - interval '31 minutes'`;
  const away = await visitor.post(undo);
  expect(away.headers.get('location')).toBe(`/admin/confirm?why=idle&next=${encodeURIComponent(undo)}`);
  const back = await visitor.post('/admin/confirm', { password, why: 'idle', next: undo });
  expect(back.headers.get('location')).toBe(undo);
  const asked = await follow(back);
  expect(asked.status).toBe(200);
  expect(asked.html).toContain('It is off, and will be <strong>on for everybody</strong> again.');
  expect(asked.html).toContain(`action="${undo}"`);
  expect(await state()).toBe('off');
  await visitor.post(undo);
  expect(await state()).toBe('on');
  // What is no longer to be taken back is not asked, and it is said why.
  const late = await visitor.get(undo);
  expect(late.headers.get('location')).toBe('/admin/flags/signUps');
  expect((await follow(late)).html).toContain('Not undone: it was changed since by you.');
  for (const path of ['/admin/flags/signUps/undo', '/admin/flags/signUps/undo?revision=x']) {
    for (const way of ['get', 'post'] as const) expect((await visitor[way](path)).status).toBe(303);
  }
  expect(await state()).toBe('on');
});

test('what cannot be is said before anything is changed, and what was typed is kept', async () => {
  const { ask } = await startAs('admin');
  const nobody = await ask('revision=0&state=some&percent=7&people=nobody%0Ano%25one');
  expect(nobody.status).toBe(422);
  for (const said of ['Nobody is called nobody.', 'Nobody is called no%one.', 'value="7"', 'nobody\nno%one']) {
    expect(nobody.html).toContain(said);
  }
  expect((await ask('revision=0&state=some&percent=101')).html).toContain('a whole number from 0 to 100');
  expect((await ask('revision=0&state=some')).html).toContain('Say for whom: a percentage, a role or a person.');
  expect((await ask('revision=0&state=maybe')).html).toContain('Choose whether it is off, on, or on for some.');
});

test('a flag is turned on for those who are named, and for nobody whose name is like theirs', async () => {
  const { host, visitor } = await startAs('admin');
  const { id } = await host.signUp('ann_b');
  await host.signUp('annxb');
  const asked = { state: 'some', percent: '0', people: 'ANN_B', revision: '0' };
  const page = await visitor.get(`/admin/flags/signUps/change?${String(new URLSearchParams(asked))}`);
  expect(page.html).toContain('ann_b');
  expect(page.html).not.toContain('annxb');
  await visitor.post('/admin/flags/signUps/change', asked);
  expect(await host.db.flag.findFirstOrThrow()).toMatchObject({ userIds: [id] });
});

test('a form that was filled in before somebody else changed the flag changes nothing, and says so', async () => {
  const { host, visitor } = await startAs('admin');
  const change = (revision: string) =>
    visitor.post('/admin/flags/signUps/change', { revision, state: 'on', percent: '0', people: '' });
  expect((await change('0')).status).toBe(303);
  const late = await change('0');
  expect(late.status).toBe(422);
  expect(late.html).toContain('Somebody else has changed it meanwhile');
  expect((await change('1')).status).toBe(303);
  expect(await host.db.auditLog.count()).toBe(2);
});

test('staff look up whether a flag is on for somebody, and why', async () => {
  const { host, visitor } = await startAs('viewer');
  const { id } = await host.signUp('ada');
  const ask = async (who: string) => (await visitor.get(`/admin/flags/signUps?who=${who}`)).html;
  expect(await ask('ADA')).toContain('It is on for ada, as it is for everybody.');
  await host.db.flag.create({
    data: { name: 'signUps', state: 'some', userIds: [id], changedAt: new Date(), changedBy: 'boss' },
  });
  expect(await ask('ada')).toContain('It is on for ada, as they are named.');
  expect(await ask('nope')).toContain('Nobody is called nope.');
  // A name is a name and no pattern.
  await host.signUp('annxb');
  expect(await ask('ann_b')).toContain('Nobody is called ann_b.');
  expect(await ask('%5C')).toContain('Nobody is called \\.');
});
