import { contract } from '@hybrid/contracts';
import { expect, onTestFinished, test, vi } from 'vitest';
import { contextOf } from '../../../test/context-of.ts';
import { eventsOf } from '../../../test/events-of.ts';
import { type Host, password, type Person, startHost } from '../../../test/host.ts';
import { listenLive } from '../../../test/listen.ts';
import { refusal } from '../../../test/refusal.ts';
import { createVisitor } from '../../../test/visitor.ts';
import { startProcess } from '../../../test/process.ts';
import { suspendUser } from '../../features/accounts/suspend-user.ts';
import { deleteDueAccounts } from '../../features/deletions/delete-due-accounts.ts';
import { enqueue } from '../jobs/enqueue.ts';

/** A host that stops once its streams have ended. */
async function start(options: Parameters<typeof startHost>[0] = {}) {
  const host = await startHost(options);
  onTestFinished(() => vi.waitFor(() => expect(host.services.hub.listeners).toBe(0), { interval: 5 }));
  return host;
}

const topicOf = ({ id }: Person) => `user:${id}`;
const { events: procedure } = contract.live;
const unauthorized = { name: 'UNAUTHORIZED', data: null };

test.each<[string, (host: Host, ada: Person, staff: Person) => Promise<unknown>]>([
  ['signs out', (_, { api }) => api.accounts.signOut.mutate()],
  [
    'ends the session from another',
    async ({ apiOf, services }, { id, token }) => {
      const [session] = await services.auth.listSessions(id, token);
      const other = await services.auth.signIn(
        { email: 'ada@example.com', password },
        { address: '::1', userAgent: '' },
      );
      if (typeof other === 'string') throw new Error(other);
      await apiOf(other.token).sessions.end.mutate({ id: session?.id ?? '' });
    },
  ],
  ['ends all other sessions', async ({ services }, { id }) => services.auth.endOtherSessions(id, undefined)],
  [
    'is given a new password',
    async ({ services }, { id }) => services.auth.setPassword(id, 'another horse', { keep: undefined }),
  ],
  [
    'is suspended',
    async (host, { id }, staff) => {
      await suspendUser(await contextOf(host, staff), id);
      await host.runJobs();
    },
  ],
  [
    'is deleted, as they had asked for,',
    async (host, { id }) => {
      await host.db.user.update({ where: { id }, data: { deletionDueAt: new Date(0) } });
      await host.db.$transaction((tx) => enqueue(tx, deleteDueAccounts, {}));
      await host.runJobs();
    },
  ],
])(
  'whoever %s is refused on the streams they have open at once, in every process, and others are not',
  async (_, leave) => {
    const host = await start();
    const [ada, grace, staff] = [
      await host.signUp('Ada'),
      await host.signUp('Grace'),
      await host.signUp('Staff', 'operator'),
    ];
    const ear = listenLive(host.url, { token: ada.token, topics: [topicOf(ada)] });
    const other = listenLive(host.url, { token: grace.token, topics: [topicOf(grace)] });
    const typed = Promise.withResolvers<never>();
    const { unsubscribe } = ada.api.notifications.stream.subscribe(undefined, {
      onError: typed.reject,
      onComplete: () => typed.reject(new Error('It said that it was complete.')),
    });
    onTestFinished(unsubscribe);
    typed.promise.catch(() => undefined);
    await Promise.all([ear.until(1), other.until(1)]);
    await vi.waitFor(() => expect(host.services.streams.size).toBe(3), { interval: 5 });
    await leave(host, ada, staff);
    expect(await refusal(procedure, ear.refused)).toEqual(unauthorized);
    expect(await refusal(contract.notifications.stream, typed.promise)).toEqual(unauthorized);
    await vi.waitFor(() => expect(host.services.streams.size).toBe(1), { interval: 5 });
    expect(other.connections()).toBe(1);
  },
);

test('a role that is given at the command line is known on open streams at once, in every process', async () => {
  const host = await start();
  const other = await startHost({ beside: host });
  const { email } = await host.signUp('Vi', 'viewer');
  const visitor = createVisitor(other.url);
  await visitor.signIn(email);
  const leaving = new AbortController();
  onTestFinished(() => leaving.abort());
  const next = eventsOf(await visitor.open('/admin/live', leaving.signal));
  await next();
  const { exited } = await startProcess({ DATABASE_URL: host.databaseUrl }, [
    'server/src/admin-cli.ts',
    'grant',
    email,
    'user',
  ]);
  expect(await exited).toBe(0);
  await host.runJobs();
  // Found by looking, it would take up to 15 s.
  await vi.waitFor(() => expect(other.services.streams.size).toBe(0), { interval: 5, timeout: 15_000 });
});

test('what nobody was told of is found by looking: one statement for all sessions', async () => {
  const host = await start();
  const people = [await host.signUp('Ada'), await host.signUp('Grace'), await host.signUp('Jean')] as const;
  const ears = people.map((person) => listenLive(host.url, { token: person.token, topics: [topicOf(person)] }));
  await Promise.all(ears.map((ear) => ear.until(1)));
  await host.db.session.updateMany({ where: { userId: people[0].id }, data: { expiresAt: new Date(0) } });
  await host.services.streams.look();
  expect(await refusal(procedure, (ears[0] as (typeof ears)[0]).refused)).toEqual(unauthorized);
  await vi.waitFor(() => expect(host.services.streams.size).toBe(2), { interval: 5 });
});

test('while nobody can be asked about, streams go on', async () => {
  const host = await start();
  const ada = await host.signUp('Ada');
  const ear = listenLive(host.url, { token: ada.token, topics: [topicOf(ada)] });
  await ear.until(1);
  await host.db.$executeRaw`ALTER TABLE session RENAME TO renamed_by_the_test`;
  await host.services.streams.look();
  expect(host.services.streams.size).toBe(1);
  await host.db.$executeRaw`ALTER TABLE renamed_by_the_test RENAME TO session`;
  await ada.api.accounts.signOut.mutate();
  expect(await refusal(procedure, ear.refused)).toEqual(unauthorized);
});

test('the eleventh stream of a person is refused by name, on a stream, and another is let in when one has ended', async () => {
  const host = await start({ env: { RATE_LIMITS: 'on' } });
  const [ada, grace] = [await host.signUp('Ada'), await host.signUp('Grace')];
  const listen = (person: Person) => listenLive(host.url, { token: person.token, topics: [topicOf(person)] });
  const ears = Array.from({ length: 10 }, () => listen(ada));
  await Promise.all(ears.map((ear) => ear.until(1)));
  expect(await refusal(procedure, listen(ada).refused)).toEqual({
    name: 'TOO_MANY_REQUESTS',
    data: { retryAfterSeconds: 30 },
  });
  await listen(grace).until(1);
  ears[0]?.stop();
  await vi.waitFor(() => expect(host.services.streams.size).toBe(10), { interval: 5 });
  await listen(ada).until(1);
});

test('of those who are not signed in, an address has no more than a hundred', async () => {
  const host = await start({ env: { RATE_LIMITS: 'on' } });
  const ears = Array.from({ length: 100 }, () => listenLive(host.url, { topics: ['article:x'] }));
  await Promise.all(ears.map((ear) => ear.until(1)));
  const next = listenLive(host.url, { topics: ['article:x'] });
  expect(await refusal(procedure, next.refused)).toMatchObject({ name: 'TOO_MANY_REQUESTS' });
  const ada = await host.signUp('Ada');
  await listenLive(host.url, { token: ada.token, topics: [topicOf(ada)] }).until(1);
});

test.each([
  ['is staff no more', 'viewer', 'user'],
  ['sees less of them in another role', 'operator', 'viewer'],
] as const)(
  'the figures of the admin end for whoever %s, and not because nobody can be asked',
  async (_, role, later) => {
    const host = await start();
    const visitor = createVisitor(host.url);
    const vi_ = await host.signUp('vi', role);
    await visitor.signIn(vi_.email);
    const answer = await visitor.open('/admin/live', new AbortController().signal);
    const reader = answer.body?.getReader();
    await reader?.read();
    await host.db.$executeRaw`ALTER TABLE session RENAME TO renamed_by_the_test`;
    await host.services.streams.look();
    expect(host.services.streams.size).toBe(1);
    await host.db.$executeRaw`ALTER TABLE renamed_by_the_test RENAME TO session`;
    await host.db.user.update({ where: { id: vi_.id }, data: { role: later } });
    await host.services.streams.look();
    while (!(await reader?.read())?.done);
    await vi.waitFor(() => expect(host.services.streams.size).toBe(0), { interval: 5 });
  },
);

test('asked to drain, a process ends its streams without a word, and their clients come back', async () => {
  const host = await start();
  const ada = await host.signUp('Ada');
  const ears = Array.from({ length: 30 }, () => listenLive(host.url, { token: ada.token, topics: [topicOf(ada)] }));
  await Promise.all(ears.map((ear) => ear.until(1)));
  await host.services.streams.drain();
  await vi.waitFor(() => ears.forEach((ear) => expect(ear.connections()).toBe(2)), { timeout: 10_000, interval: 20 });
  ears.forEach((ear) => expect(ear.heard).toHaveLength(1));
});
