import { contract } from '@hybrid/contracts';
import { expect, test } from 'vitest';
import { enqueue } from '../../platform/jobs/enqueue.ts';
import { type Host, password, startHost } from '../../../test/host.ts';
import { refusal } from '../../../test/refusal.ts';
import { callMutation, callQuery } from '../../../test/wire.ts';
import { purgeSessions } from './purge-sessions.ts';

const dayMs = 86_400_000;
const signedIn = { user: expect.objectContaining({ username: 'Ada' }), token: null };

/** What a browser sends with a request that a page of ours makes. */
function ourPage(host: Host) {
  return { origin: host.url, 'sec-fetch-site': 'same-origin' };
}

/** The name and value that a browser sends back for a `Set-Cookie`. */
function cookieOf(headers: Headers): string {
  return headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

test('a page of ours is given a cookie that scripts cannot read, and no token', async () => {
  const host = await startHost();
  await host.signUp('Ada');
  const input = { email: 'ada@example.com', password };
  const { data, headers } = await callMutation(host.url, 'accounts.signIn', { input, headers: ourPage(host) });
  expect(data).toEqual(signedIn);
  expect(headers.getSetCookie()).toEqual([
    expect.stringMatching(/^session=[\w-]{32}; Max-Age=34560000; Path=\/; HttpOnly; SameSite=Lax$/),
  ]);
  const me = await callQuery(host.url, 'accounts.me', { headers: { cookie: cookieOf(headers) } });
  expect(me.data).toMatchObject({ username: 'Ada' });
});

test('a page of ours that registers is given a cookie as well', async () => {
  const host = await startHost();
  const input = { username: 'Ada', email: 'ada@example.com', password };
  const { data, headers } = await callMutation(host.url, 'accounts.register', { input, headers: ourPage(host) });
  expect(data).toEqual(signedIn);
  expect(headers.getSetCookie()).toEqual([expect.stringContaining('HttpOnly; SameSite=Lax')]);
});

test('whoever is no page of ours is given the token and no cookie', async () => {
  const host = await startHost();
  await host.signUp('Ada');
  const input = { email: 'ada@example.com', password };
  const callers: Record<string, string>[] = [
    {},
    { origin: 'https://evil.example' },
    { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    { origin: host.url, 'sec-fetch-site': 'same-site' },
    { origin: host.url.replace('127.0.0.1', 'localhost'), 'sec-fetch-site': 'same-origin' },
    { origin: 'null' },
    { 'sec-fetch-site': 'none' },
  ];
  for (const headers of callers) {
    const answer = await callMutation(host.url, 'accounts.signIn', { input, headers });
    expect(answer.data, JSON.stringify(headers)).toMatchObject({ token: expect.stringMatching(/^[\w-]{32}$/) });
    expect(answer.headers.getSetCookie(), JSON.stringify(headers)).toEqual([]);
  }
});

test('over https the cookie is secure and tied to its origin by its name', async () => {
  const publicUrl = 'https://conduit.example';
  const host = await startHost({ env: { PUBLIC_URL: publicUrl, SMTP_URL: 'smtp://127.0.0.1:25' } });
  await host.signUp('Ada');
  const input = { email: 'ada@example.com', password };
  const { data, headers } = await callMutation(host.url, 'accounts.signIn', { input, headers: { origin: publicUrl } });
  expect(data).toEqual(signedIn);
  expect(headers.getSetCookie()).toEqual([
    expect.stringMatching(/^__Host-session=[\w-]{32}; Max-Age=34560000; Path=\/; HttpOnly; Secure; SameSite=Lax$/),
  ]);
  // The laptop's leniency about names of this machine ends here.
  const laptop = await callMutation(host.url, 'accounts.signIn', { input, headers: { origin: host.url } });
  expect(laptop.headers.getSetCookie()).toEqual([]);
});

test('signing out on a page takes the cookie away and ends the session behind it', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  const headers = { ...ourPage(host), cookie: `session=${ada.token}` };
  const answer = await callMutation(host.url, 'accounts.signOut', { headers });
  expect(answer.headers.getSetCookie()).toEqual(['session=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax']);
  expect(await callQuery(host.url, 'accounts.me', { headers })).toMatchObject({ status: 200, data: null });
  expect(await host.db.session.count()).toBe(0);
});

test('a cookie that went stale means nobody, where a stale token is refused', async () => {
  const host = await startHost();
  const headers = { cookie: `session=${'x'.repeat(32)}` };
  expect(await callQuery(host.url, 'accounts.me', { headers })).toMatchObject({ status: 200, data: null });
  const token = { authorization: `Bearer ${'x'.repeat(32)}` };
  expect(await callQuery(host.url, 'accounts.me', { headers: token })).toMatchObject({
    status: 401,
    error: 'UNAUTHORIZED',
  });
});

test('only the schemes Bearer and Token name a token: any other is not for us, and leaves the cookie to speak', async () => {
  const host = await startHost();
  const { id, token } = await host.signUp('Ada');
  const ask = (headers: Record<string, string>) => callQuery(host.url, 'accounts.me', { headers });
  for (const scheme of ['Bearer', 'bearer', 'Token']) {
    expect(await ask({ authorization: `${scheme} ${token}` }), scheme).toMatchObject({ data: { id } });
    for (const garbage of ['', ' ', ' garbage', ` ${token} ${token}`]) {
      const headers = { authorization: scheme + garbage, cookie: `session=${token}` };
      expect(await ask(headers), scheme + garbage).toMatchObject({ status: 401, error: 'UNAUTHORIZED' });
    }
  }
  for (const authorization of ['Basic YTpi', `Bearers ${token}`, 'Digest username="a"', token, '']) {
    expect(await ask({ authorization }), authorization).toMatchObject({ status: 200, data: null });
    const cookie = `session=${token}`;
    expect(await ask({ authorization, cookie }), authorization).toMatchObject({ data: { id } });
  }
});

test('a page of another origin cannot act by the cookie of its visitor', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  const headers = { origin: 'https://evil.example', cookie: `session=${ada.token}` };
  const answer = await fetch(`${host.url}/api/trpc/accounts.updateSettings`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ bio: 'Hacked.' }),
  });
  expect(answer.status).toBe(403);
  expect(await ada.api.accounts.me.query()).toMatchObject({ bio: null });
});

test('a session that expired is refused', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  await host.db.session.updateMany({ data: { expiresAt: new Date(Date.now() - 1) } });
  const call = ada.api.accounts.updateSettings.mutate({ bio: 'Late.' });
  expect(await refusal(contract.accounts.updateSettings, call)).toEqual({ name: 'UNAUTHORIZED', data: null });
});

test('a session that is used goes on for 30 days from then', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  await host.db.session.updateMany({ data: { expiresAt: new Date(Date.now() + 10 * dayMs) } });
  await ada.api.accounts.me.query();
  const { expiresAt } = await host.db.session.findFirstOrThrow();
  expect(expiresAt.getTime()).toBeGreaterThan(Date.now() + 29 * dayMs);
});

test('the nightly purge removes sessions that expired more than a day ago, and no others', async () => {
  const host = await startHost();
  const [ada, grace, alan] = [await host.signUp('Ada'), await host.signUp('Grace'), await host.signUp('Alan')];
  const expire = (userId: string, agoMs: number) =>
    host.db.session.updateMany({ where: { userId }, data: { expiresAt: new Date(Date.now() - agoMs) } });
  await expire(ada.id, dayMs + 60_000);
  await expire(grace.id, dayMs - 60_000);

  await host.db.$transaction((tx) => enqueue(tx, purgeSessions, {}));
  await host.runJobs();
  const left = await host.db.session.findMany({ select: { userId: true } });
  expect(left.map(({ userId }) => userId).toSorted()).toEqual([grace.id, alan.id].toSorted());
});
