import { contract } from '@hybrid/contracts';
import { expect, inject, onTestFinished, test, vi } from 'vitest';
import { contextOf } from '../../../test/context-of.ts';
import { type Api, type Host, type Person, startHost } from '../../../test/host.ts';
import { startProcess } from '../../../test/process.ts';
import { startProxy } from '../../../test/proxy.ts';
import { refusal } from '../../../test/refusal.ts';
import { statementsOf } from '../../../test/statements.ts';
import { suspendUser } from '../../features/accounts/suspend-user.ts';
import type { Caller } from './auth-port.ts';
import { KnownCallers, knownMs } from './known-callers.ts';

const unauthorized = { name: 'UNAUTHORIZED', data: null };
const lookUps = async (host: Host, work: () => Promise<unknown>) =>
  (await statementsOf(host, work)).filter(({ text }) => text.includes('FROM session')).length;

/** Starts two processes of one product, each of which hears what the other tells. */
async function startTwo(env: Record<string, string> = {}): Promise<{ host: Host; other: Host }> {
  const host = await startHost({ env });
  const other = await startHost({ beside: host, env });
  const control = `${new URL(host.databaseUrl).pathname.slice(1)}:{control}`;
  await vi.waitFor(
    async () => expect(await host.services.redis?.call('PUBSUB', 'NUMSUB', control)).toEqual([control, 2]),
    waiting,
  );
  return { host, other };
}

// What is told reaches another process a moment after it was said, on a connection of its own.
const waiting = { timeout: 10_000, interval: 2 };

/** Stops the clock by which somebody is known, so that only what is told makes them looked up anew. */
function stopClock(): void {
  const stopped = vi.spyOn(performance, 'now').mockReturnValue(performance.now());
  onTestFinished(() => stopped.mockRestore());
}

/** Asks each process who calls, until it says what is expected. */
async function isKnownAs(role: string, { username, token }: Person, hosts: readonly Host[]): Promise<void> {
  const headers = { authorization: `Bearer ${token}` };
  const caller = async (url: string): Promise<unknown> => (await fetch(`${url}/api/docs/caller`, { headers })).json();
  for (const { url } of hosts) {
    await vi.waitFor(async () => expect(await caller(url)).toEqual({ caller: { username, role } }), waiting);
  }
}

test('who asks is looked up once, however many calls come at once or within a moment', async () => {
  stopClock();
  const host = await startHost();
  const ada = await host.signUp('Ada');
  const ask = () => ada.api.accounts.current.query();
  expect(await lookUps(host, () => Promise.all([ask(), ask(), ask(), ask()]))).toBe(1);
  expect(await lookUps(host, ask)).toBe(0);
  const grace = await host.signUp('Grace');
  expect(await lookUps(host, () => Promise.all([grace.api.accounts.current.query(), ask()]))).toBe(1);
});

test.each<[string, (host: Host, ada: Person, staff: Person) => Promise<unknown>]>([
  ['signs out', (_, { api }) => api.accounts.signOut.mutate()],
  ['ends all sessions', ({ services: { auth } }, { id }) => auth.endOtherSessions(id, undefined)],
  [
    'ends a session',
    async ({ services: { auth } }, { id, token }) => {
      const [session] = await auth.listSessions(id, token);
      await auth.endSession(id, session?.id ?? '');
    },
  ],
  [
    'is given a new password',
    ({ services: { auth } }, { id }) => auth.setPassword(id, 'another horse', { keep: undefined }),
  ],
  ['is suspended', async (host, { id }, staff) => suspendUser(await contextOf(host, staff), id)],
])('whoever %s is refused by the next call, in every process', async (_, leave) => {
  stopClock();
  const { host, other } = await startTwo();
  const [ada, staff] = [await host.signUp('Ada'), await host.signUp('Staff', 'operator')];
  const elsewhere = other.apiOf(ada.token);
  // Known in both.
  await Promise.all([ada.api.accounts.current.query(), elsewhere.accounts.current.query()]);
  await leave(host, ada, staff);
  expect(await refusal(contract.accounts.current, ada.api.accounts.current.query())).toEqual(unauthorized);
  await isRefused(elsewhere);
});

test('whoever is given another role, or changes what is known of them, is known by it in every process', async () => {
  stopClock();
  const { host, other } = await startTwo();
  const ada = await host.signUp('Ada');
  const elsewhere = other.apiOf(ada.token);
  expect((await elsewhere.accounts.me.query())?.bio).toBeNull();
  await ada.api.accounts.updateSettings.mutate({ bio: 'Numbers.' });
  expect((await ada.api.accounts.me.query())?.bio).toBe('Numbers.');
  await vi.waitFor(async () => expect((await elsewhere.accounts.me.query())?.bio).toBe('Numbers.'), waiting);
  await host.db.user.update({ where: { id: ada.id }, data: { role: 'operator' } });
  await host.services.auth.changed(ada.id);
  await isKnownAs('operator', ada, [other]);
});

test('a role that is given at the command line is known to running processes that knew another a moment ago', async () => {
  stopClock();
  const { host, other } = await startTwo();
  const ada = await host.signUp('Ada');
  await isKnownAs('user', ada, [host, other]);
  const words = ['server/src/admin-cli.ts', 'grant', ada.email, 'operator'];
  const { exited } = await startProcess({ DATABASE_URL: host.databaseUrl }, words);
  expect(await exited).toBe(0);
  await host.runJobs();
  await isKnownAs('operator', ada, [host, other]);
});

test('a session counts from its first moment, also where its token was asked for before', async () => {
  let person: Caller | null = null;
  const callers = new KnownCallers({ identify: async () => person });
  expect(await callers.identify('a token')).toBeNull();
  person = aCaller('ada');
  expect(await callers.identify('a token')).toBe(person);
});

test('what was asked before somebody changed is not remembered after it', async () => {
  const [before, after] = [aCaller('ada'), aCaller('ada')];
  const { promise, resolve } = Promise.withResolvers<Caller>();
  const answers = [promise, Promise.resolve(after)];
  const callers = new KnownCallers({ identify: () => answers.shift() ?? Promise.resolve(null) });
  const early = callers.identify('a token');
  callers.forget('ada');
  const late = callers.identify('a token');
  resolve(before);
  expect([await early, await late, await callers.identify('a token')]).toEqual([before, after, after]);
});

test('a look-up that failed is made again', async () => {
  const person = aCaller('ada');
  const answers = [Promise.reject(new Error('Away.')), Promise.resolve(person)];
  const callers = new KnownCallers({ identify: () => answers.shift() ?? Promise.resolve(null) });
  await expect(callers.identify('a token')).rejects.toThrow('Away.');
  expect(await callers.identify('a token')).toBe(person);
});

test('while Redis is away, or where nobody was told, an ended session is refused within two seconds', async () => {
  const proxy = await startProxy(inject('services').redisUrl);
  const { host, other } = await startTwo({ REDIS_URL: proxy.url });
  const ada = await host.signUp('Ada');
  const elsewhere = other.apiOf(ada.token);
  await Promise.all([ada.api.accounts.current.query(), elsewhere.accounts.current.query()]);
  proxy.cut();
  await ada.api.accounts.signOut.mutate();
  // Where it was ended, at once.
  expect(await refusal(contract.accounts.current, ada.api.accounts.current.query())).toEqual(unauthorized);
  await isRefused(elsewhere);
  expect(knownMs).toBe(2000);
});

/** Waits until a caller is refused. */
function isRefused({ accounts }: Api): Promise<void> {
  const call = () => refusal(contract.accounts.current, accounts.current.query());
  return vi.waitFor(async () => expect(await call()).toEqual(unauthorized), waiting);
}

test('so many sessions are remembered, for so long, and no more', async () => {
  let [asked, nowMs] = [0, 0];
  const person = aCaller('ada');
  const identify = async () => {
    asked += 1;
    return person;
  };
  const callers = new KnownCallers({ identify }, { now: () => nowMs });
  for (let count = 0; count <= 10_000; count += 1) await callers.identify(`token ${count}`);
  asked = 0;
  await callers.identify('token 10000');
  await callers.identify('token 1');
  expect(asked).toBe(0);
  await callers.identify('token 0');
  expect(asked).toBe(1);
  nowMs = knownMs;
  await callers.identify('token 10000');
  expect(asked).toBe(2);
});

function aCaller(id: string): Caller {
  const facts = { bio: null, image: null, language: null, timeZone: 'UTC', deletionDueAt: null };
  const rights = { role: 'user', emailVerified: false, hasTwoFactor: false } as const;
  return { id, username: id, email: `${id}@example.com`, ...facts, ...rights };
}
