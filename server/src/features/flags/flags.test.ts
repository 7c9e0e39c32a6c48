import { expect, test } from 'vitest';
import { contextOf } from '../../../test/context-of.ts';
import { startHost } from '../../../test/host.ts';
import { registrationOf } from '../../../test/subject.ts';
import { until } from '../../../test/until.ts';
import { changeFlag } from './change-flag.ts';

const some = { state: 'some', percent: 0, roles: [], userIds: [] } as const;

test('everybody is told which flags are on for them', async () => {
  const host = await startHost();
  const [ada, grace, boss] = [await host.signUp('ada'), await host.signUp('grace'), await host.signUp('boss', 'admin')];
  expect(await host.api.flags.mine.query()).toMatchObject({ signUps: true });
  const rule = { ...some, roles: ['admin' as const], userIds: [ada.id] };
  await changeFlag(await contextOf(host, boss), { name: 'signUps', rule, revision: 0 });
  const isOnFor = async ({ api }: { api: typeof host.api }) => (await api.flags.mine.query())['signUps'];
  expect(await Promise.all([ada, grace, boss, host].map(isOnFor))).toEqual([true, false, true, false]);
});

test('where accounts are not made, whoever tries is told so, by either door', async () => {
  const host = await startHost();
  const boss = await host.signUp('boss', 'admin');
  const closed = { state: 'off', percent: 0, roles: [], userIds: [] } as const;
  await changeFlag(await contextOf(host, boss), { name: 'signUps', rule: closed, revision: 0 });
  const person = { username: 'ada', email: 'ada@example.com', password: 'correct horse battery' };
  await expect(host.api.accounts.register.mutate(person)).rejects.toMatchObject({
    data: { error: { name: 'SIGN_UPS_CLOSED' }, httpStatus: 403 },
  });
  const overRest = await fetch(`${host.url}/api/users`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(registrationOf(person)),
  });
  expect(overRest.status).toBe(403);
  expect(await host.db.user.count()).toBe(1);
});

test('who has a page open is told that flags were changed, and not which', async () => {
  const host = await startHost();
  const [ada, boss] = [await host.signUp('ada'), await host.signUp('boss', 'admin')];
  const heard: unknown[] = [];
  const stream = ada.api.live.events.subscribe({ topics: ['flags'] }, { onData: ({ data }) => heard.push(data) });
  await until(() => heard.length > 0, 10_000);
  const rule = { ...some, userIds: [ada.id] };
  await changeFlag(await contextOf(host, boss), { name: 'signUps', rule, revision: 0 });
  await host.runJobs();
  await until(() => heard.length > 1, 10_000);
  stream.unsubscribe();
  expect(heard[1]).toEqual({ type: 'event', topic: 'flags', name: 'flags.changed', payload: {} });
});

test('of two who change a flag at once, one is told that it is not as they saw it', async () => {
  const host = await startHost();
  const ctx = await contextOf(host, await host.signUp('boss', 'admin'));
  const change = (percent: number) => changeFlag(ctx, { name: 'signUps', rule: { ...some, percent }, revision: 0 });
  const done = await Promise.all([change(10), change(20)]);
  expect(done.filter(Boolean)).toHaveLength(1);
  expect(await host.db.auditLog.count({ where: { target: 'flag:signUps' } })).toBe(1);
});

test('nobody but an admin changes a flag, and there is none but those of the contract', async () => {
  const host = await startHost();
  const asked = { rule: some, revision: 0 };
  const operator = await contextOf(host, await host.signUp('op', 'operator'));
  await expect(changeFlag(operator, { name: 'signUps', ...asked })).rejects.toMatchObject({ status: 403 });
  const admin = await contextOf(host, await host.signUp('boss', 'admin'));
  await expect(changeFlag(admin, { name: 'nope', ...asked })).rejects.toMatchObject({ status: 404 });
  expect(await host.db.flag.count()).toBe(0);
});
