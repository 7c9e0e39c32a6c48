import { contract } from '@hybrid/contracts';
import { expect, test } from 'vitest';
import { Failure } from '../../platform/failure.ts';
import { contextOf } from '../../../test/context-of.ts';
import { password, startHost } from '../../../test/host.ts';
import { untilWaiting } from '../../../test/locks.ts';
import { refusal } from '../../../test/refusal.ts';
import { restoreUser, suspendUser } from './suspend-user.ts';

const { me, signIn } = contract.accounts;

/** The name of the failure that a use case ends with, or null where it does not fail. */
async function failureOf(work: Promise<unknown>): Promise<string | null> {
  return work.then(
    () => null,
    (error: unknown) => {
      if (error instanceof Failure) return error.error.name;
      throw error;
    },
  );
}

test('whoever is suspended is signed out everywhere and cannot sign in again, until they are restored', async () => {
  const host = await startHost();
  const [staff, ada] = [await host.signUp('Staff', 'operator'), await host.signUp('Ada')];
  const { token } = await host.api.accounts.signIn.mutate({ email: ada.email, password });
  const ctx = await contextOf(host, staff);
  const attempt = () => host.api.accounts.signIn.mutate({ email: ada.email, password });

  await suspendUser(ctx, ada.id);
  for (const api of [ada.api, host.apiOf(token)]) {
    expect(await refusal(me, api.accounts.me.query())).toEqual({ name: 'UNAUTHORIZED', data: null });
  }
  expect(await refusal(signIn, attempt())).toEqual({ name: 'ACCOUNT_SUSPENDED', data: null });
  expect(await host.db.session.count({ where: { userId: ada.id } })).toBe(0);
  expect(await staff.api.accounts.me.query()).toMatchObject({ id: staff.id });

  await restoreUser(ctx, ada.id);
  expect((await attempt()).user.id).toBe(ada.id);
});

test('only whoever knows the password learns that an account is suspended', async () => {
  const host = await startHost();
  const [staff, ada] = [await host.signUp('Staff', 'operator'), await host.signUp('Ada')];
  await suspendUser(await contextOf(host, staff), ada.id);
  const attempt = host.api.accounts.signIn.mutate({ email: ada.email, password: 'wrong horse battery' });
  expect(await refusal(signIn, attempt)).toEqual({ name: 'CREDENTIALS_INVALID', data: null });
});

test('a session that outlived the suspension is refused all the same', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  // What two requests can leave behind that sign in and suspend at the same moment.
  await host.db.user.update({ where: { id: ada.id }, data: { suspendedAt: new Date() } });
  expect(await refusal(me, ada.api.accounts.me.query())).toEqual({ name: 'UNAUTHORIZED', data: null });
});

test('each suspension and restoration is written down once, with who did it, and when nothing changes nothing is', async () => {
  const host = await startHost();
  const [staff, ada] = [await host.signUp('Staff', 'admin'), await host.signUp('Ada')];
  const ctx = { ...(await contextOf(host, staff)), now: () => new Date('2031-01-02T03:04:05.678Z') };
  await restoreUser(ctx, ada.id);
  // Two at once: the row is held until both have come to it.
  const both = await host.db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM "user" WHERE id = ${ada.id} FOR UPDATE`;
    const suspensions = [suspendUser(ctx, ada.id), suspendUser(ctx, ada.id)];
    await untilWaiting(host, 2);
    return { suspensions };
  });
  await Promise.all(both.suspensions);
  await suspendUser(ctx, ada.id);
  await restoreUser(ctx, ada.id);

  const [none, some] = [{ suspendedAt: null }, { suspendedAt: '2031-01-02T03:04:05.678Z' }];
  const entry = {
    at: ctx.now(),
    actorId: staff.id,
    asId: null,
    address: '127.0.0.1',
    target: `user:${ada.id}`,
    requestId: 'request-1',
  };
  const rows = await host.db.auditLog.findMany({ orderBy: { id: 'asc' }, omit: { id: true } });
  expect(rows).toEqual([
    { ...entry, action: 'users.suspended', before: none, after: some },
    { ...entry, action: 'users.restored', before: some, after: none },
  ]);
});

test('a suspension that cannot be written down does not happen', async () => {
  const host = await startHost();
  const [staff, ada] = [await host.signUp('Staff', 'operator'), await host.signUp('Ada')];
  await host.db.$executeRaw`ALTER TABLE audit_log ADD CHECK (false)`;
  await expect(suspendUser(await contextOf(host, staff), ada.id)).rejects.toThrow(/audit_log/);
  expect(await ada.api.accounts.me.query()).toMatchObject({ id: ada.id });
  expect(await host.db.user.findUnique({ where: { id: ada.id } })).toMatchObject({ suspendedAt: null });
});

test('nobody suspends or restores themselves, a peer or a superior, and an unknown person is not found', async () => {
  const host = await startHost();
  const operator = await host.signUp('Operator', 'operator');
  const peer = await host.signUp('Peer', 'operator');
  const admin = await host.signUp('Admin', 'admin');
  const viewer = await host.signUp('Viewer', 'viewer');
  const ctx = await contextOf(host, operator);
  for (const change of [suspendUser, restoreUser]) {
    for (const { id, username } of [operator, peer, admin]) {
      expect(await failureOf(change(ctx, id)), username).toBe('FORBIDDEN');
    }
    expect(await failureOf(change(ctx, 'nobody'))).toBe('NOT_FOUND');
    expect(await failureOf(change(ctx, viewer.id))).toBeNull();
  }
  expect(await host.db.user.count({ where: { suspendedAt: { not: null } } })).toBe(0);
});

test('whoever is not at least an operator suspends and restores nobody, whoever calls the use case', async () => {
  const host = await startHost();
  const [ada, grace] = [await host.signUp('Ada'), await host.signUp('Grace')];
  const viewer = await host.signUp('Viewer', 'viewer');
  for (const person of [ada, viewer]) {
    const ctx = await contextOf(host, person);
    for (const change of [suspendUser, restoreUser]) {
      for (const id of [grace.id, person.id, 'nobody']) expect(await failureOf(change(ctx, id))).toBe('FORBIDDEN');
    }
  }
  expect(await host.db.user.count({ where: { suspendedAt: { not: null } } })).toBe(0);
});
