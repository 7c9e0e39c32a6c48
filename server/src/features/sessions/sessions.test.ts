import { contract } from '@hybrid/contracts';
import { expect, test } from 'vitest';
import { password, startHost } from '../../../test/host.ts';
import { invalidFields, refusal } from '../../../test/refusal.ts';
import { callMutation, callQuery } from '../../../test/wire.ts';

const { me } = contract.accounts;
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

test('a person sees where they are signed in, in words, this one marked, and no token of any', async () => {
  const host = await startHost();
  const [ada] = [await host.signUp('Ada'), await host.signUp('Grace')];
  const input = { email: ada.email, password };
  await callMutation(host.url, 'accounts.signIn', { input, headers: { 'user-agent': firefox } });
  const list = await ada.api.sessions.list.query();
  expect(list).toMatchObject([
    { browser: 'Firefox', system: 'Linux', isCurrent: false },
    { browser: 'test', system: null, address: '127.0.0.1', isCurrent: true },
  ]);
  const tokens = (await host.db.session.findMany()).map(({ token }) => token);
  for (const token of tokens) expect(JSON.stringify(list)).not.toContain(token);
});

test('a session that is over by its age is not listed', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  const { token } = await host.api.accounts.signIn.mutate({ email: ada.email, password });
  await host.db.session.updateMany({ where: { token: token ?? '' }, data: { expiresAt: new Date(Date.now() - 1) } });
  expect(await ada.api.sessions.list.query()).toHaveLength(1);
});

test('one session is ended and the others go on; ending it again, or one that is none, does nothing', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  const [first, second] = [
    await host.api.accounts.signIn.mutate({ email: ada.email, password }),
    await host.api.accounts.signIn.mutate({ email: ada.email, password }),
  ];
  const row = await host.db.session.findUniqueOrThrow({ where: { token: first.token ?? '' } });
  for (const id of [row.id, row.id, '00000000-0000-7000-8000-000000000000']) {
    expect(await ada.api.sessions.end.mutate({ id })).toBeNull();
  }
  expect(await refusal(me, host.apiOf(first.token).accounts.me.query())).toMatchObject({ name: 'UNAUTHORIZED' });
  expect(await host.apiOf(second.token).accounts.me.query()).toMatchObject({ id: ada.id });
  expect(await invalidFields(ada.api.sessions.end.mutate({ id: "' OR 1=1" }))).toEqual({ id: ['is not an id'] });
});

test('nobody ends or sees the session of another', async () => {
  const host = await startHost();
  const [ada, grace] = [await host.signUp('Ada'), await host.signUp('Grace')];
  const row = await host.db.session.findUniqueOrThrow({ where: { token: ada.token } });
  await grace.api.sessions.end.mutate({ id: row.id });
  expect(await grace.api.sessions.endOthers.mutate()).toEqual({ ended: 0 });
  expect((await grace.api.sessions.list.query()).map(({ id }) => id)).not.toContain(row.id);
  expect(await ada.api.accounts.me.query()).toMatchObject({ id: ada.id });
  expect(await callQuery(host.url, 'sessions.list', {})).toMatchObject({ status: 401 });
  expect(await callMutation(host.url, 'sessions.end', { input: { id: row.id } })).toMatchObject({ status: 401 });
  expect(await callMutation(host.url, 'sessions.endOthers', {})).toMatchObject({ status: 401 });
});

test('all others are ended at once, and this one goes on, whether a token or a cookie carries it', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  const others = [];
  for (let count = 0; count < 3; count += 1) {
    others.push(await host.api.accounts.signIn.mutate({ email: ada.email, password }));
  }
  const headers = { cookie: `session=${ada.token}`, origin: host.url, 'sec-fetch-site': 'same-origin' };
  expect(await callMutation(host.url, 'sessions.endOthers', { headers })).toMatchObject({ data: { ended: 3 } });
  for (const { token } of others) {
    expect(await refusal(me, host.apiOf(token).accounts.me.query())).toMatchObject({ name: 'UNAUTHORIZED' });
  }
  expect(await ada.api.sessions.list.query()).toMatchObject([{ isCurrent: true }]);
});

test('signing in begins a session of its own, whatever token the browser brought along', async () => {
  const host = await startHost();
  const [ada, mallory] = [await host.signUp('Ada'), await host.signUp('Mallory')];
  const planted = { cookie: `session=${mallory.token}`, origin: host.url, 'sec-fetch-site': 'same-origin' };
  const input = { email: ada.email, password };
  const { headers } = await callMutation(host.url, 'accounts.signIn', { input, headers: planted });
  expect(headers.getSetCookie()[0]).not.toContain(mallory.token);
  expect(await mallory.api.accounts.me.query()).toMatchObject({ id: mallory.id });
});
