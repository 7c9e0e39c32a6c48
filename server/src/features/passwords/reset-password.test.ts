import { contract } from '@hybrid/contracts';
import { expect, test } from 'vitest';
import { type Host, password, startHost } from '../../../test/host.ts';
import { mailsOf, sentTokens } from '../../../test/mail.ts';
import { invalidFields, refusal } from '../../../test/refusal.ts';
import { callMutation } from '../../../test/wire.ts';

const { reset, requestReset, change } = contract.passwords;
const { me, signIn } = contract.accounts;
const invalid = { name: 'LINK_INVALID', data: null };
const fresh = 'staple, corrected';

/** Asks for a link, lets the jobs run, and reads the token of the newest mail. */
async function link(host: Host, email = 'ada@example.com'): Promise<string> {
  await host.apiOf(null).passwords.requestReset.mutate({ email });
  await host.runJobs();
  return (await sentTokens(host, 'accounts/reset-password')).at(-1) ?? '';
}

const use = (host: Host, token: string, secret = fresh) =>
  host.apiOf(null).passwords.reset.mutate({ token, password: secret });

test('the link of a mail sets a new password, ends every session, signs nobody in, and its owner is told', async () => {
  const host = await startHost();
  const [ada, grace] = [await host.signUp('Ada'), await host.signUp('Grace')];
  const token = await link(host, 'ADA@example.com');
  expect(await use(host, token)).toBeNull();
  expect(await refusal(me, ada.api.accounts.me.query())).toEqual({ name: 'UNAUTHORIZED', data: null });
  expect(await host.db.session.count({ where: { userId: ada.id } })).toBe(0);
  expect(await grace.api.accounts.me.query()).toMatchObject({ id: grace.id });
  const attempt = (secret: string) => host.api.accounts.signIn.mutate({ email: ada.email, password: secret });
  expect(await refusal(signIn, attempt(password))).toMatchObject({ name: 'CREDENTIALS_INVALID' });
  expect((await attempt(fresh)).user).toMatchObject({ id: ada.id, emailVerified: true });
  expect(await mailsOf(host, 'accounts/password-changed')).toMatchObject([{ to: ada.email }]);
});

test('a link counts once, also when it is used twice at the same moment', async () => {
  const host = await startHost();
  await host.signUp('Ada');
  const token = await link(host);
  const settled = await Promise.allSettled([
    use(host, token, 'the first of two'),
    use(host, token, 'the second of two'),
  ]);
  expect(settled.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(await refusal(reset, use(host, token))).toEqual(invalid);
  expect(await mailsOf(host, 'accounts/password-changed')).toHaveLength(1);
});

test('only the newest link counts, for an hour, for the address it was sent to, and until the password changes', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  const [older, newer] = [await link(host), await link(host)];
  expect(await refusal(reset, use(host, older))).toEqual(invalid);
  const [row] = await host.db.verification.findMany();
  expect(((row?.expiresAt.getTime() ?? 0) - Date.now()) / 3_600_000).toBeCloseTo(1, 1);
  await host.db.verification.updateMany({ data: { expiresAt: new Date(Date.now() - 1) } });
  expect(await refusal(reset, use(host, newer))).toEqual(invalid);

  const overtaken = await link(host);
  await ada.api.passwords.change.mutate({ currentPassword: password, password: 'a third password' });
  expect(await refusal(reset, use(host, overtaken))).toEqual(invalid);

  const redirected = await link(host);
  await ada.api.accounts.updateSettings.mutate({ email: 'new@example.com' });
  expect(await refusal(reset, use(host, redirected))).toEqual(invalid);
});

test('what is no link stands for nothing, one that verifies an address neither, and a bad password is named', async () => {
  const host = await startHost();
  await host.api.accounts.register.mutate({ username: 'Ada', email: 'ada@example.com', password });
  await host.runJobs();
  const [verification = ''] = await sentTokens(host, 'accounts/verify-email');
  for (const token of [verification, 'x', "' OR 1=1 --", 'NUL\0']) {
    expect(await refusal(reset, use(host, token)), token).toEqual(invalid);
  }
  const token = await link(host);
  expect(await invalidFields(use(host, token, 'short'))).toEqual({
    password: ['is too short (at least 8 characters)'],
  });
  expect(await use(host, token)).toBeNull();
});

test('an address that nobody has is answered as one that somebody has, does the same work, and is sent nothing', async () => {
  const host = await startHost();
  await host.signUp('Ada');
  const answers = [];
  const jobs = [];
  for (const email of ['ada@example.com', 'nobody@example.com']) {
    const answer = await callMutation(host.url, 'passwords.requestReset', { input: { email } });
    const headers = [...answer.headers].filter(([name]) => name !== 'x-request-id' && name !== 'date');
    answers.push({ status: answer.status, text: answer.text, headers });
    jobs.push(await host.db.$queryRaw`SELECT count(*)::int FROM graphile_worker._private_jobs`);
  }
  expect(answers[0]).toMatchObject({ status: 200 });
  expect(answers[1]).toEqual(answers[0]);
  // What differs is done by the job, out of the caller's sight.
  expect(jobs).toEqual([[{ count: 1 }], [{ count: 2 }]]);
  expect(await host.db.mail.count()).toBe(0);
  await host.runJobs();
  expect((await mailsOf(host)).map(({ to }) => to)).toEqual(['ada@example.com']);
});

test('the suspended are sent no link', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  await host.db.user.update({ where: { id: ada.id }, data: { suspendedAt: new Date() } });
  expect(await link(host)).toBe('');
  expect(await host.db.mail.count()).toBe(0);
});

test('an address is sent three links an hour, counted alike where nobody has it', async () => {
  const host = await startHost({ env: { RATE_LIMITS: 'on' } });
  await host.signUp('Ada');
  for (const email of ['ada@example.com', 'nobody@example.com']) {
    const ask = (text: string) => host.api.passwords.requestReset.mutate({ email: text });
    for (let count = 0; count < 3; count += 1) await ask(count === 1 ? email.toUpperCase() : email);
    expect(await refusal(requestReset, ask(email)), email).toMatchObject({ name: 'TOO_MANY_REQUESTS' });
  }
});

test('no link and no new password reaches the log or the queue', async () => {
  const host = await startHost();
  await host.signUp('Ada');
  const token = await link(host);
  await use(host, token);
  const [mail] = await host.db.mail.findMany({ where: { template: 'accounts/reset-password' } });
  expect(mail).toMatchObject({ state: 'kept', data: null });
  const runs = JSON.stringify(await host.db.jobRun.findMany(), (_, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  );
  for (const secret of [token, token.split('.')[1] ?? token, fresh]) {
    expect(host.logged.join('')).not.toContain(secret);
    expect(runs).not.toContain(secret);
  }
});

test('a password is changed by whoever knows the old one, and goes on with the session it was changed in', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  const other = await host.api.accounts.signIn.mutate({ email: ada.email, password });
  const attempt = (currentPassword: string) => ada.api.passwords.change.mutate({ currentPassword, password: fresh });
  expect(await refusal(change, attempt('wrong horse battery'))).toEqual({ name: 'PASSWORD_INVALID', data: null });
  expect(await invalidFields(ada.api.passwords.change.mutate({ currentPassword: '', password: 'short' }))).toEqual({
    currentPassword: ["can't be blank"],
    password: ['is too short (at least 8 characters)'],
  });
  expect(await attempt(password)).toBeNull();
  expect(await ada.api.accounts.me.query()).toMatchObject({ id: ada.id });
  expect(await refusal(me, host.apiOf(other.token).accounts.me.query())).toMatchObject({ name: 'UNAUTHORIZED' });
  expect((await host.api.accounts.signIn.mutate({ email: ada.email, password: fresh })).user.id).toBe(ada.id);
  expect(await mailsOf(host, 'accounts/password-changed')).toHaveLength(1);
});

test('an old password is tried ten times in 15 minutes, by whoever is signed in', async () => {
  const host = await startHost({ env: { RATE_LIMITS: 'on' } });
  const ada = await host.signUp('Ada');
  const attempt = (currentPassword: string) => ada.api.passwords.change.mutate({ currentPassword, password: fresh });
  for (let count = 0; count < 10; count += 1) {
    expect(await refusal(change, attempt('wrong horse battery'))).toMatchObject({ name: 'PASSWORD_INVALID' });
  }
  expect(await refusal(change, attempt(password))).toMatchObject({ name: 'TOO_MANY_REQUESTS' });
  const nobody = await callMutation(host.url, 'passwords.change', { input: { currentPassword: 'x', password: fresh } });
  expect(nobody).toMatchObject({ status: 401 });
});
