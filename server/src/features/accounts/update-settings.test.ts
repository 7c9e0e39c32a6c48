import { contract } from '@hybrid/contracts';
import { expect, test } from 'vitest';
import { password, startHost } from '../../../test/host.ts';
import { invalidFields, refusal } from '../../../test/refusal.ts';
import { callMutation, callQuery } from '../../../test/wire.ts';

const { me, signIn, updateSettings } = contract.accounts;

test('a person changes what they send, and what they leave out stays as it is', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  const before = await ada.api.accounts.me.query();
  expect(await ada.api.accounts.updateSettings.mutate({})).toEqual(before);

  const changes = {
    username: 'Countess',
    email: 'Countess@Example.com',
    bio: ' Numbers. ',
    image: 'https://example.com/ada.png',
  };
  const expected = { ...before, ...changes, email: 'countess@example.com', bio: 'Numbers.' };
  expect(await ada.api.accounts.updateSettings.mutate(changes)).toEqual(expected);
  expect(await ada.api.accounts.updateSettings.mutate({ bio: 'More.' })).toEqual({ ...expected, bio: 'More.' });
  expect(await ada.api.accounts.me.query()).toEqual({ ...expected, bio: 'More.' });
});

test('language and time zone are changed, and given back to the browser; what is neither is refused', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  const change = (changes: object) => ada.api.accounts.updateSettings.mutate(changes);
  expect(await change({ language: 'de', timeZone: 'Asia/Kolkata' })).toMatchObject({
    language: 'de',
    timeZone: 'Asia/Kolkata',
  });
  expect(await change({ language: null })).toMatchObject({ language: null, timeZone: 'Asia/Kolkata' });
  expect(await ada.api.accounts.me.query()).toMatchObject({ language: null, timeZone: 'Asia/Kolkata' });
  const timeZone = ['must be the name of a time zone, such as Europe/Berlin'];
  for (const bad of ['', '+01:00', 'Mars/Olympus', "UTC'; --", 'UTC\0']) {
    expect(await invalidFields(change({ timeZone: bad })), bad).toEqual({ timeZone });
  }
  expect(await invalidFields(change({ language: 'xx' }))).toEqual({
    language: ['must be a language that Conduit speaks: en or de'],
  });
});

test('all of a change is made or none: a taken name keeps the new address, the password and the mails away', async () => {
  const host = await startHost();
  const [ada] = [await host.signUp('Ada'), await host.signUp('Grace')];
  const changes = { email: 'new@example.com', password: 'staple, corrected', username: 'GRACE', bio: 'kept?' };
  expect(await refusal(updateSettings, ada.api.accounts.updateSettings.mutate(changes))).toMatchObject({
    name: 'USERNAME_TAKEN',
  });
  expect(await ada.api.accounts.me.query()).toMatchObject({ email: 'ada@example.com', bio: null });
  expect(await host.db.mail.count()).toBe(0);
  await host.api.accounts.signIn.mutate({ email: 'ada@example.com', password });
});

test('a person names five new addresses an hour, as each is sent a mail', async () => {
  const host = await startHost({ env: { RATE_LIMITS: 'on' } });
  const ada = await host.signUp('Ada');
  const change = (email: string) => ada.api.accounts.updateSettings.mutate({ email });
  for (let count = 0; count < 5; count += 1) await change(`ada${count}@example.com`);
  expect(await refusal(updateSettings, change('ada6@example.com'))).toMatchObject({ name: 'TOO_MANY_REQUESTS' });
  expect(await change('ADA4@example.com')).toMatchObject({ email: 'ada4@example.com' });
});

test.each([[''], ['   '], [null]])('a biography and a picture of %j are none', async (nothing) => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  await ada.api.accounts.updateSettings.mutate({ bio: 'Numbers.', image: 'https://example.com/ada.png' });
  expect(await ada.api.accounts.updateSettings.mutate({ bio: nothing, image: nothing })).toMatchObject({
    bio: null,
    image: null,
  });
  expect(await host.db.user.findUnique({ where: { id: ada.id } })).toMatchObject({ bio: null, image: null });
});

test('fields that are not valid are named and nothing is changed, also not what was valid', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  const before = await ada.api.accounts.me.query();
  const image = ['must be an address that begins with https://'];
  const bad: [object, Record<string, string[]>][] = [
    [{ username: '', bio: 'kept?' }, { username: ["can't be blank", 'may hold only letters, digits, _ and -'] }],
    [{ username: null }, { username: ["can't be blank"] }],
    [{ email: null }, { email: ["can't be blank"] }],
    [{ email: 'nonsense', bio: 'kept?' }, { email: ['is not an e-mail address'] }],
    [{ password: null }, { password: ["can't be blank"] }],
    [{ password: 'short', bio: 'kept?' }, { password: ['is too short (at least 8 characters)'] }],
    [{ bio: 'x'.repeat(501) }, { bio: ['is too long (at most 500 characters)'] }],
    [{ bio: 7 }, { bio: ['must be text'] }],
    [{ image: 'javascript:alert(1)' }, { image }],
    [{ image: 'data:image/svg+xml,<svg/>' }, { image }],
    [{ image: '//example.com/ada.png' }, { image }],
    [{ image: 'https://' }, { image }],
    [{ image: 'https://exam ple.com/ada.png' }, { image }],
    [{ image: 'https://[' }, { image }],
    [{ image: `https://example.com/${'x'.repeat(2000)}` }, { image: ['is too long (at most 2000 characters)'] }],
  ];
  for (const [fields, messages] of bad) {
    const call = ada.api.accounts.updateSettings.mutate(fields);
    expect(await invalidFields(call), JSON.stringify(fields)).toEqual(messages);
  }
  expect(await ada.api.accounts.me.query()).toEqual(before);
});

test("another's name or address is refused in any case, and one's own may be written anew", async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  await host.signUp('Grace');
  const attempt = (changes: object) => refusal(updateSettings, ada.api.accounts.updateSettings.mutate(changes));

  expect(await attempt({ username: 'gRACE', bio: 'kept?' })).toEqual({ name: 'USERNAME_TAKEN', data: null });
  expect(await attempt({ email: 'GRACE@example.com', password: 'a new password' })).toEqual({
    name: 'EMAIL_TAKEN',
    data: null,
  });
  // Which of two indexes speaks first is the database's to choose.
  expect(await attempt({ username: 'Grace', email: 'grace@example.com' })).toMatchObject({
    name: expect.stringMatching(/_TAKEN$/),
  });
  expect(await ada.api.accounts.me.query()).toMatchObject({ username: 'Ada', email: 'ada@example.com', bio: null });
  await host.api.accounts.signIn.mutate({ email: 'ada@example.com', password });

  const own = { username: 'ADA', email: 'Ada@Example.com' };
  expect(await ada.api.accounts.updateSettings.mutate(own)).toMatchObject({
    username: 'ADA',
    email: 'ada@example.com',
  });
});

test('of two who take one name at once, exactly one gets it and the other keeps their own', async () => {
  const host = await startHost();
  const [ada, grace] = [await host.signUp('Ada'), await host.signUp('Grace')];
  const settled = await Promise.allSettled([
    ada.api.accounts.updateSettings.mutate({ username: 'Champion' }),
    grace.api.accounts.updateSettings.mutate({ username: 'CHAMPION' }),
  ]);
  expect(settled.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  const reason: unknown = settled.find((result) => result.status === 'rejected')?.reason;
  expect(await refusal(updateSettings, Promise.reject(reason))).toEqual({ name: 'USERNAME_TAKEN', data: null });
  const names = await Promise.all(
    [ada, grace].map(async ({ api }) => (await api.accounts.me.query())?.username.toLowerCase()),
  );
  expect(names.filter((name) => name === 'champion')).toHaveLength(1);
});

test('a new password counts at once, the old one no longer, and of the sessions only the one in use goes on', async () => {
  const host = await startHost();
  const [ada, grace] = [await host.signUp('Ada'), await host.signUp('Grace')];
  const other = await host.api.accounts.signIn.mutate({ email: 'ada@example.com', password });
  await ada.api.accounts.updateSettings.mutate({ password: 'staple, corrected' });
  const attempt = (secret: string) => host.api.accounts.signIn.mutate({ email: 'ada@example.com', password: secret });
  expect(await refusal(signIn, attempt(password))).toEqual({ name: 'CREDENTIALS_INVALID', data: null });
  expect((await attempt('staple, corrected')).user.id).toBe(ada.id);
  expect(await ada.api.accounts.me.query()).toMatchObject({ id: ada.id });
  expect(await grace.api.accounts.me.query()).toMatchObject({ id: grace.id });
  expect(await refusal(me, host.apiOf(other.token).accounts.me.query())).toEqual({ name: 'UNAUTHORIZED', data: null });
});

test('a session that a cookie carries goes on after a new password as well', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  const headers = { cookie: `session=${ada.token}`, origin: host.url, 'sec-fetch-site': 'same-origin' };
  await callMutation(host.url, 'accounts.updateSettings', { input: { password: 'staple, corrected' }, headers });
  expect(await callQuery(host.url, 'accounts.me', { headers })).toMatchObject({ data: { id: ada.id } });
});

test('a new address is the one to sign in with', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  await ada.api.accounts.updateSettings.mutate({ email: 'new@example.com' });
  const attempt = (email: string) => host.api.accounts.signIn.mutate({ email, password });
  expect(await refusal(signIn, attempt('ada@example.com'))).toEqual({ name: 'CREDENTIALS_INVALID', data: null });
  expect((await attempt('new@example.com')).user.id).toBe(ada.id);
});

test('nobody changes their role, their id or the settings of another through their own', async () => {
  const host = await startHost();
  const [ada, grace] = [await host.signUp('Ada'), await host.signUp('Grace')];
  const input = { id: grace.id, role: 'admin', suspendedAt: null, emailVerified: true, bio: 'Mine.' };
  const headers = { authorization: `Bearer ${ada.token}` };
  const { data } = await callMutation(host.url, 'accounts.updateSettings', { input, headers });
  expect(data).toMatchObject({ id: ada.id, role: 'user', bio: 'Mine.' });
  expect(await host.db.user.findUnique({ where: { id: ada.id } })).toMatchObject({
    role: 'user',
    emailVerified: false,
  });
  expect(await grace.api.accounts.me.query()).toMatchObject({ bio: null });
});
