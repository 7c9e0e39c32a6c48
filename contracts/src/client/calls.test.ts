import { expect, test, vi } from 'vitest';
import { answerAsProxy, answerWith, loseAnswer, startSmallServer } from '../../test/small-server.ts';
import type { ContractFacts } from '../facts.ts';
import { createClient, type Fetch, NoAnswer } from './index.ts';

const facts: ContractFacts = {
  hash: 'c0ffee',
  idempotent: ['accounts.updateSettings'],
  deprecated: {
    'accounts.me': { since: '2026-11-28', sunset: '2027-02-28', instead: 'Use accounts.current.' },
  },
  events: {},
};
const me = { name: 'reporter', version: '1.4.0' };

test('a call says who calls, which contract it knows, and whom it acts for', async () => {
  const { url, heard } = await startSmallServer(answerWith([]));
  const api = createClient({ url, ...me, facts, token: 't-1', headers: { 'x-trace': '7' }, isDevelopment: false });
  await api.accounts.me.query();
  await api.notifications.markRead.mutate({ id: 'a' });
  expect(heard.map(({ names }) => names)).toEqual([['accounts.me'], ['notifications.markRead']]);
  for (const { headers } of heard) {
    expect(headers).toMatchObject({
      'hybrid-client': 'reporter/1.4.0',
      'hybrid-contract': 'c0ffee',
      authorization: 'Bearer t-1',
      'x-trace': '7',
    });
    expect(headers).not.toHaveProperty('idempotency-key');
  }
});

test('who has no token sends none, and a token that is renewed is asked for each time', async () => {
  const { url, heard } = await startSmallServer(answerWith([]));
  const tokens = [null, 'first', 'second', ''];
  const api = createClient({ url, facts, token: async () => tokens.shift(), isDevelopment: false });
  for (let call = 0; call < 4; call += 1) await api.accounts.me.query();
  // An empty one is a mistake that the server has to hear of.
  const sent = heard.map(({ headers }) => headers.authorization);
  expect(sent).toEqual([undefined, 'Bearer first', 'Bearer second', 'Bearer']);
});

test('reads that are made together travel in batches of at most ten', async () => {
  const { url, heard } = await startSmallServer(answerWith({ id: 'a' }));
  const api = createClient({ url, facts });
  await Promise.all(Array.from({ length: 25 }, (_, index) => api.notifications.list.query({ limit: index + 1 })));
  expect(heard.map(({ names }) => names.length)).toEqual([10, 10, 5]);
});

test.each([
  ['name', { name: 'my program', version: '1' }],
  ['name', { name: '', version: '1' }],
  ['version', { name: 'reporter', version: '1/2' }],
])('a %s that cannot be told from others is refused where the client is made', (what, identity) => {
  expect(() => createClient({ url: 'http://127.0.0.1', ...identity })).toThrow(`is no ${what} of a client`);
});

test('the page of a proxy is no answer, and says so with its status', async () => {
  const { url } = await startSmallServer(answerAsProxy(200));
  const error: unknown = await createClient({ url, facts })
    .notifications.list.query({ limit: 1 })
    .catch((cause) => cause);
  expect(error).toMatchObject({ message: `${url} answered 200, but not as a server of this contract does.` });
  expect((error as Error).cause).toBeInstanceOf(NoAnswer);
  expect((error as Error).cause).toMatchObject({ status: 200 });
});

test('a call with a fetch of its own travels alone, with the same headers', async () => {
  const { url, heard } = await startSmallServer(answerWith({ id: 'a' }));
  const own = vi.fn<Fetch>((address, init) => fetch(address, init));
  const api = createClient({ url, ...me, facts, fetchOf: ({ context }) => (context['isWatched'] ? own : undefined) });
  await Promise.all([
    api.notifications.markRead.mutate({ id: 'a' }, { context: { isWatched: true } }),
    api.notifications.markRead.mutate({ id: 'b' }),
  ]);
  expect(own).toHaveBeenCalledOnce();
  expect(heard.filter(({ query }) => query.has('batch'))).toHaveLength(1);
  expect(heard.map(({ headers }) => headers['hybrid-client'])).toEqual(['reporter/1.4.0', 'reporter/1.4.0']);
});

test('a write that the contract does not call idempotent is never repeated', async () => {
  const { url, heard } = await startSmallServer(loseAnswer);
  const api = createClient({ url, facts });
  await expect(api.notifications.markRead.mutate({ id: 'a' })).rejects.toThrow('fetch failed');
  expect(heard.length).toBe(1);
});

test('during development the first call of a procedure that will be gone says what to do instead', async () => {
  const { url } = await startSmallServer(answerWith([]));
  const warned = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const api = createClient({ url, facts });
  await Promise.all([api.accounts.me.query(), api.accounts.me.query(), api.notifications.list.query({ limit: 1 })]);
  expect(warned.mock.calls).toEqual([
    ['accounts.me is deprecated since 2026-11-28 and may be gone from 2027-02-28 on. Use accounts.current.'],
  ]);
  await createClient({ url, facts, isDevelopment: false }).accounts.me.query();
  expect(warned).toHaveBeenCalledOnce();
});
