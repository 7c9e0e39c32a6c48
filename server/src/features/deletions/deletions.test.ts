import { contract } from '@hybrid/contracts';
import { expect, test } from 'vitest';
import { codeAt } from '../../platform/auth/totp.ts';
import { enqueue } from '../../platform/jobs/enqueue.ts';
import { type Host, password, startHost } from '../../../test/host.ts';
import { mailsOf } from '../../../test/mail.ts';
import { invalidFields, refusal } from '../../../test/refusal.ts';
import { callMutation } from '../../../test/wire.ts';
import { storageKeyOf } from '../uploads/index.ts';
import { deleteDueAccounts } from './delete-due-accounts.ts';

const { request } = contract.deletions;
const dayMs = 86_400_000;

/** Lets the time come of every deletion that is planned, and the daily job run. */
async function whenDue(host: Host): Promise<void> {
  await host.db.user.updateMany({
    where: { deletionDueAt: { not: null } },
    data: { deletionDueAt: new Date(Date.now() - 1) },
  });
  await daily(host);
}

async function daily(host: Host): Promise<void> {
  await host.db.$transaction((tx) => enqueue(tx, deleteDueAccounts, {}));
  await host.runJobs();
}

test('a deletion is planned for 14 days from now, told by mail, written down, and everything goes on until then', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  const { dueAt } = await ada.api.deletions.request.mutate({ password });
  expect((Date.parse(dueAt) - Date.now()) / dayMs).toBeCloseTo(14, 2);
  expect(await ada.api.accounts.me.query()).toMatchObject({ deletionDueAt: dueAt });
  expect(await mailsOf(host)).toMatchObject([
    { template: 'accounts/deletion-planned', to: ada.email, data: { dueAt } },
  ]);
  expect(await host.db.auditLog.findMany()).toMatchObject([
    { action: 'users.deletionPlanned', actorId: ada.id, target: `user:${ada.id}` },
  ]);
  // Asked again, also at the same moment, it stays with the first date and the one mail.
  const again = await Promise.all([1, 2].map(() => host.apiOf(ada.token).deletions.request.mutate({ password })));
  expect(again).toEqual([{ dueAt }, { dueAt }]);
  expect(await mailsOf(host)).toHaveLength(1);
  expect((await host.api.accounts.signIn.mutate({ email: ada.email, password })).user.id).toBe(ada.id);
  await daily(host);
  expect(await host.db.user.count()).toBe(1);
});

test('whoever is suspended is told by mail all the same that their account is deleted', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  await ada.api.deletions.request.mutate({ password });
  await host.db.user.update({ where: { id: ada.id }, data: { suspendedAt: new Date() } });
  await host.runJobs();
  const mails = await host.db.mail.findMany({ where: { template: 'accounts/deletion-planned' } });
  expect(mails).toMatchObject([{ to: ada.email, state: 'kept', error: null }]);
});

test('who cancels keeps the account, and is not deleted when the day comes', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  expect(await ada.api.deletions.cancel.mutate()).toBeNull();
  await ada.api.deletions.request.mutate({ password });
  expect(await ada.api.deletions.cancel.mutate()).toBeNull();
  expect(await ada.api.accounts.me.query()).toMatchObject({ deletionDueAt: null });
  await whenDue(host);
  expect(await host.db.user.count()).toBe(1);
  expect((await host.db.auditLog.findMany({ orderBy: { id: 'asc' } })).map(({ action }) => action)).toEqual([
    'users.deletionPlanned',
    'users.deletionCancelled',
  ]);
});

test('it takes the password, and a code where there is a second factor', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  const ask = (input: { password: string; otp?: string }) => ada.api.deletions.request.mutate(input);
  expect(await refusal(request, ask({ password: 'wrong horse' }))).toEqual({ name: 'PASSWORD_INVALID', data: null });
  expect(await invalidFields(ask({ password: '' }))).toEqual({ password: ["can't be blank"] });
  const { secret } = await ada.api.twoFactor.begin.mutate({ password });
  await ada.api.twoFactor.enable.mutate({ otp: codeAt(secret, Date.now()) });
  await host.db.twoFactor.updateMany({ data: { lastStep: 0 } });
  expect(await refusal(request, ask({ password }))).toMatchObject({ name: 'TWO_FACTOR_REQUIRED' });
  expect(await refusal(request, ask({ password, otp: '000000' }))).toMatchObject({ name: 'OTP_INVALID' });
  expect(await ada.api.accounts.me.query()).toMatchObject({ deletionDueAt: null });
  expect(await ask({ password, otp: codeAt(secret, Date.now()) })).toMatchObject({ dueAt: expect.any(String) });
  expect(await callMutation(host.url, 'deletions.request', { input: { password } })).toMatchObject({ status: 401 });
  expect(await callMutation(host.url, 'deletions.cancel', {})).toMatchObject({ status: 401 });
});

test('when the day comes the account goes with its sessions, mails and pictures, and nobody else', async () => {
  const host = await startHost();
  const [ada] = [await host.signUp('Ada'), await host.signUp('Grace')];
  const key = '3f/3f000000000000000000000000000000-10x10.webp';
  await host.services.storage.put(storageKeyOf(key), Buffer.from('a picture'), { type: 'image/webp' });
  await host.db.upload.create({ data: { ownerId: ada.id, key, sizeBytes: 9, width: 10, height: 10 } });
  await ada.api.deletions.request.mutate({ password });
  await whenDue(host);
  expect(await host.db.user.findMany({ select: { username: true } })).toEqual([{ username: 'Grace' }]);
  expect(await host.db.session.count({ where: { userId: ada.id } })).toBe(0);
  expect(await host.db.mail.count({ where: { to: ada.email } })).toBe(0);
  expect(await host.services.storage.get(storageKeyOf(key))).toBeNull();
  expect(await host.db.auditLog.findFirst({ where: { action: 'users.deleted' } })).toMatchObject({
    actorId: ada.id,
    target: `user:${ada.id}`,
    after: { files: 1 },
  });
  // Repeated, it finds nothing to do; and the address is free.
  await daily(host);
  expect(await host.db.auditLog.count({ where: { action: 'users.deleted' } })).toBe(1);
  await host.signUp('Ada');
});

test('an account that cannot be deleted keeps none behind it, and is tried again', async () => {
  const host = await startHost();
  const [ada, grace] = [await host.signUp('Ada'), await host.signUp('Grace')];
  for (const { api } of [ada, grace]) await api.deletions.request.mutate({ password });
  await host.db.$executeRaw`
    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'refused'; END $$`;
  await host.db.$executeRaw`
    CREATE TRIGGER refuse BEFORE DELETE ON "user" FOR EACH ROW WHEN (OLD.username = 'Ada') EXECUTE FUNCTION refuse()`;
  await whenDue(host);
  expect(await host.db.user.findMany({ select: { username: true } })).toEqual([{ username: 'Ada' }]);
  await host.db.$executeRaw`DROP TRIGGER refuse ON "user"`;
  await daily(host);
  expect(await host.db.user.count()).toBe(0);
});

test('a suspended account goes as well when its day has come', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  await ada.api.deletions.request.mutate({ password });
  await host.db.user.update({ where: { id: ada.id }, data: { suspendedAt: new Date() } });
  await whenDue(host);
  expect(await host.db.user.count()).toBe(0);
});

test('the only admin stays: refused when they ask, and kept when they became the only one meanwhile', async () => {
  const host = await startHost();
  const one = await host.signUp('One', 'admin');
  expect(await refusal(request, one.api.deletions.request.mutate({ password }))).toEqual({
    name: 'LAST_ADMIN',
    data: null,
  });
  const two = await host.signUp('Two', 'admin');
  // Both at once: one of them goes, and the other is the only one then.
  const settled = await Promise.allSettled([one, two].map(({ api }) => api.deletions.request.mutate({ password })));
  expect(settled.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);

  const leaving = settled[0]?.status === 'fulfilled' ? one : two;
  const staying = leaving === one ? two : one;
  await host.db.user.update({ where: { id: staying.id }, data: { suspendedAt: new Date() } });
  await whenDue(host);
  expect(await host.db.user.findUnique({ where: { id: leaving.id } })).not.toBeNull();
  await host.db.user.update({ where: { id: staying.id }, data: { suspendedAt: null } });
  await daily(host);
  expect(await host.db.user.findUnique({ where: { id: leaving.id } })).toBeNull();
});

test('a password is tried ten times in 15 minutes', async () => {
  const host = await startHost({ env: { RATE_LIMITS: 'on' } });
  const ada = await host.signUp('Ada');
  const ask = (secret: string) => ada.api.deletions.request.mutate({ password: secret });
  for (let count = 0; count < 10; count += 1) await refusal(request, ask('wrong horse'));
  expect(await refusal(request, ask(password))).toMatchObject({ name: 'TOO_MANY_REQUESTS' });
});
