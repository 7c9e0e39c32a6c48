import { contract } from '@hybrid/contracts';
import { expect, test } from 'vitest';
import { password, startHost } from '../../../test/host.ts';
import { invalidFields, refusal } from '../../../test/refusal.ts';
import { callMutation } from '../../../test/wire.ts';

const { me, signIn, signOut } = contract.accounts;

test('a person signs in with their address in any case, and gets a session of its own each time', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  const first = await host.api.accounts.signIn.mutate({ email: 'ADA@example.com', password });
  const second = await host.api.accounts.signIn.mutate({ email: ' ada@example.com ', password });
  expect(first.user).toMatchObject({ id: ada.id, username: 'Ada' });
  expect(new Set([ada.token, first.token, second.token]).size).toBe(3);
  for (const { token } of [ada, first, second]) expect(await host.apiOf(token).accounts.me.query()).toEqual(first.user);
});

test('an unknown address and a wrong password are told apart by nothing in the answer', async () => {
  const host = await startHost();
  await host.signUp('Ada');
  const answers = [];
  for (const email of ['ada@example.com', 'nobody@example.com']) {
    const answer = await callMutation(host.url, 'accounts.signIn', {
      input: { email, password: 'wrong horse battery' },
    });
    const headers = [...answer.headers].filter(([name]) => name !== 'x-request-id' && name !== 'date');
    answers.push({ status: answer.status, text: answer.text.replace(/"requestId":"[^"]+"/, ''), headers });
  }
  expect(answers[0]).toMatchObject({ status: 401, text: expect.stringContaining('CREDENTIALS_INVALID') });
  expect(answers[1]).toEqual(answers[0]);
});

test('what cannot be an address is no account either, and blank fields are named', async () => {
  const host = await startHost();
  const attempt = (email: string, secret: string) => host.api.accounts.signIn.mutate({ email, password: secret });
  const invalid = { name: 'CREDENTIALS_INVALID', data: null };
  expect(await refusal(signIn, attempt('not an address', password))).toEqual(invalid);
  expect(await refusal(signIn, attempt("' OR 1=1 --", password))).toEqual(invalid);
  const blank = ["can't be blank"];
  expect(await invalidFields(attempt(' ', ''))).toEqual({ email: blank, password: blank });
  const long = ['is too long'];
  expect(await invalidFields(attempt('a'.repeat(255), 'x'.repeat(1025)))).toEqual({ email: long, password: long });
});

test('a session remembers where it began, so that its owner can recognise it', async () => {
  const host = await startHost();
  await host.signUp('Ada');
  const input = { email: 'ada@example.com', password };
  await callMutation(host.url, 'accounts.signIn', { input, headers: { 'user-agent': 'Konqueror' } });
  const session = await host.db.session.findFirst({ orderBy: { createdAt: 'desc' } });
  expect(session).toMatchObject({ userAgent: 'Konqueror', ipAddress: expect.stringMatching(/127\.0\.0\.1$/) });
});

test('signing out ends this session and no other', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  const { token } = await host.api.accounts.signIn.mutate({ email: 'ada@example.com', password });
  expect(await host.apiOf(token).accounts.signOut.mutate()).toBeNull();
  expect(await refusal(me, host.apiOf(token).accounts.me.query())).toEqual({ name: 'UNAUTHORIZED', data: null });
  expect(await ada.api.accounts.me.query()).toMatchObject({ id: ada.id });
});

test('signing out without a session does nothing, and with a token that is not ours is refused', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  expect(await host.api.accounts.signOut.mutate()).toBeNull();
  const stranger = host.apiOf('x'.repeat(32)).accounts.signOut.mutate();
  expect(await refusal(signOut, stranger)).toEqual({ name: 'UNAUTHORIZED', data: null });
  expect(await ada.api.accounts.me.query()).toMatchObject({ id: ada.id });
});

test('nobody is signed in without a token, and a token that is not one of ours is refused', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  expect(await host.api.accounts.me.query()).toBeNull();
  const tokens = [
    'garbage',
    'x'.repeat(32),
    'a.b.c',
    '',
    `${ada.token}.sig`,
    ada.token.toUpperCase(),
    ada.id,
    "' OR 1=1 --",
  ];
  for (const token of tokens) {
    expect(await refusal(me, host.apiOf(token).accounts.me.query()), token).toEqual({
      name: 'UNAUTHORIZED',
      data: null,
    });
  }
});

test('no password and no token reaches the log', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  await refusal(signIn, host.api.accounts.signIn.mutate({ email: 'ada@example.com', password: 'a wrong password' }));
  const { token } = await host.api.accounts.signIn.mutate({ email: 'ada@example.com', password });
  const log = host.logged.join('');
  for (const secret of [password, 'a wrong password', ada.token, String(token)]) expect(log).not.toContain(secret);
});
