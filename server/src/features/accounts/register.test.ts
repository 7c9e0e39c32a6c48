import { contract } from '@hybrid/contracts';
import { expect, test } from 'vitest';
import { password, startHost } from '../../../test/host.ts';
import { invalidFields, refusal } from '../../../test/refusal.ts';
import { callMutation } from '../../../test/wire.ts';

const { register } = contract.accounts;

test('somebody who registers is signed in, as an ordinary user without biography and picture', async () => {
  const host = await startHost();
  const { user, token } = await host.api.accounts.register.mutate({
    username: 'Ada',
    email: 'ada@example.com',
    password,
  });
  expect(user).toEqual({
    id: user.id,
    username: 'Ada',
    email: 'ada@example.com',
    role: 'user',
    bio: null,
    image: null,
    emailVerified: false,
    language: null,
    timeZone: 'UTC',
    hasTwoFactor: false,
    deletionDueAt: null,
  });
  expect(await host.apiOf(token).accounts.me.query()).toEqual(user);
});

test('a name is kept as it is written and an address in lower case, both without the white space around them', async () => {
  const host = await startHost();
  const person = { username: '  Zoë_van-Dam9 ', email: ' Zoe@Example.COM ', password };
  const { user } = await host.api.accounts.register.mutate(person);
  expect(user).toMatchObject({ username: 'Zoë_van-Dam9', email: 'zoe@example.com' });
});

test('a password has 8 to 128 characters, is not trimmed, and may hold any of them', async () => {
  const host = await startHost();
  for (const [index, secret] of ['x'.repeat(8), 'x'.repeat(128), '  ünï 🐘  '].entries()) {
    const email = `p${index}@example.com`;
    await host.api.accounts.register.mutate({ username: `p${index}`, email, password: secret });
    expect((await host.api.accounts.signIn.mutate({ email, password: secret })).user.email).toBe(email);
  }
  const trimmed = host.api.accounts.signIn.mutate({ email: 'p2@example.com', password: 'ünï 🐘' });
  expect(await refusal(contract.accounts.signIn, trimmed)).toEqual({ name: 'CREDENTIALS_INVALID', data: null });
});

test('who registers may say in which language and time zone they live, if there are such', async () => {
  const host = await startHost();
  const ada = { username: 'Ada', email: 'ada@example.com', password };
  const { user } = await host.api.accounts.register.mutate({ ...ada, language: 'de', timeZone: 'Europe/Berlin' });
  expect(user).toMatchObject({ language: 'de', timeZone: 'Europe/Berlin' });
  const wrong = { ...ada, username: 'Other', email: 'other@example.com', language: 'fr', timeZone: 'Nowhere/Land' };
  expect(await invalidFields(host.api.accounts.register.mutate(wrong as never))).toEqual({
    language: ['must be a language that Conduit speaks: en or de'],
    timeZone: ['must be the name of a time zone, such as Europe/Berlin'],
  });
});

test('every field that is not valid is named, with a message that a form can show behind its label', async () => {
  const host = await startHost();
  const good = { username: 'Ada', email: 'ada@example.com', password };
  const bad: [Partial<typeof good>, Record<string, string[]>][] = [
    [{ username: '   ' }, { username: ["can't be blank", 'may hold only letters, digits, _ and -'] }],
    [{ username: 'a'.repeat(41) }, { username: ['is too long (at most 40 characters)'] }],
    [{ username: 'ada lovelace' }, { username: ['may hold only letters, digits, _ and -'] }],
    [{ username: 'ada/../admin' }, { username: ['may hold only letters, digits, _ and -'] }],
    [{ email: ' ' }, { email: ["can't be blank"] }],
    [{ email: 'ada' }, { email: ['is not an e-mail address'] }],
    [{ email: 'ada@example' }, { email: ['is not an e-mail address'] }],
    [{ email: `${'a'.repeat(250)}@example.com` }, { email: ['is too long (at most 254 characters)'] }],
    [{ password: '' }, { password: ["can't be blank", 'is too short (at least 8 characters)'] }],
    [{ password: 'x'.repeat(7) }, { password: ['is too short (at least 8 characters)'] }],
    [{ password: 'x'.repeat(129) }, { password: ['is too long (at most 128 characters)'] }],
    [
      { username: '!', email: '!', password: '!' },
      {
        username: ['may hold only letters, digits, _ and -'],
        email: ['is not an e-mail address'],
        password: ['is too short (at least 8 characters)'],
      },
    ],
  ];
  for (const [fields, messages] of bad) {
    const call = host.api.accounts.register.mutate({ ...good, ...fields });
    expect(await invalidFields(call), JSON.stringify(fields)).toEqual(messages);
  }
  expect(await host.db.user.count()).toBe(0);
});

test('a name or an address that somebody has is refused in any case, and nothing of the attempt is kept', async () => {
  const host = await startHost();
  await host.signUp('Ada');
  const attempt = (username: string, email: string) =>
    refusal(register, host.api.accounts.register.mutate({ username, email, password }));

  expect(await attempt('aDA', 'other@example.com')).toEqual({ name: 'USERNAME_TAKEN', data: null });
  expect(await attempt('Other', 'ADA@example.com')).toEqual({ name: 'EMAIL_TAKEN', data: null });
  expect(await attempt('ada', 'ada@example.com')).toEqual({ name: 'EMAIL_TAKEN', data: null });
  expect(await host.db.user.count()).toBe(1);
  expect(await host.db.credential.count()).toBe(1);
  expect(await host.db.session.count()).toBe(1);
});

test('a name is compared without regard to case in every script', async () => {
  const host = await startHost();
  const attempt = (username: string, email: string) => host.api.accounts.register.mutate({ username, email, password });
  await attempt('Zoë_Ωμέγα', 'zoe@example.com');
  const second = attempt('ZOË_ωΜΈΓΑ', 'other@example.com');
  expect(await refusal(register, second)).toEqual({ name: 'USERNAME_TAKEN', data: null });
});

test.each([
  ['name', { username: 'ADA', email: 'second@example.com' }, 'USERNAME_TAKEN'],
  ['address', { username: 'Second', email: 'ADA@example.com' }, 'EMAIL_TAKEN'],
])('of two who register one %s at once, exactly one gets it and the other is told why', async (_, second, name) => {
  const host = await startHost();
  const people = [{ username: 'Ada', email: 'ada@example.com' }, second];
  // A client each: one client would send both in one batch.
  const calls = people.map((person) => host.apiOf(null).accounts.register.mutate({ ...person, password }));
  const settled = await Promise.allSettled(calls);
  expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const refused = settled.find(({ status }) => status === 'rejected');
  const reason: unknown = refused?.status === 'rejected' ? refused.reason : null;
  expect(await refusal(register, Promise.reject(reason))).toEqual({ name, data: null });
  expect(await host.db.user.count()).toBe(1);
});

test('an address makes 20 accounts an hour, counting also those that are refused, and another address its own', async () => {
  const host = await startHost({ env: { RATE_LIMITS: 'on', TRUST_PROXY: '1' } });
  const attempt = (index: number, address = '203.0.113.7') =>
    callMutation(host.url, 'accounts.register', {
      input: { username: `p${index % 2}`, email: `p${index % 2}@example.com`, password },
      headers: { 'x-forwarded-for': address },
    });
  const answers = [];
  for (let index = 0; index < 22; index += 1) answers.push(await attempt(index));
  const names = answers.map(({ error }) => error);
  expect(names.slice(0, 2)).toEqual([undefined, undefined]);
  expect(new Set(names.slice(2, 20))).toEqual(new Set(['EMAIL_TAKEN']));
  expect(names.slice(20)).toEqual(['TOO_MANY_REQUESTS', 'TOO_MANY_REQUESTS']);
  const seconds = Number(answers.at(-1)?.headers.get('retry-after'));
  expect(seconds).toBeGreaterThan(3500);
  expect(seconds).toBeLessThanOrEqual(3600);
  expect(await attempt(0, '203.0.113.8')).toMatchObject({ error: 'EMAIL_TAKEN' });
});
