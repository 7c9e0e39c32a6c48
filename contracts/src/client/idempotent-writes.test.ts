import { expect, test } from 'vitest';
import {
  type Answer,
  answerAsProxy,
  answerWith,
  breakAnswer,
  type Heard,
  inTurn,
  loseAnswer,
  refuseWith,
  type SmallServer,
  startSmallServer,
} from '../../test/small-server.ts';
import type { ContractFacts } from '../facts.ts';
import { platformError } from '../kernel/errors.ts';
import { type CallContext, createClient } from './index.ts';

const facts: ContractFacts = { hash: 'c0ffee', idempotent: ['accounts.updateSettings'], deprecated: {}, events: {} };
const settings = { bio: 'Numbers.' };
const written = answerWith({ id: '7' });

interface Writer extends SmallServer {
  write(options?: { signal?: AbortSignal; context?: CallContext }): Promise<{ id: string }>;
}

/** A client whose waits are as short as they may be, unless told. */
async function startWriter(answer: Answer, random = 0): Promise<Writer> {
  const server = await startSmallServer(answer);
  const api = createClient({ url: server.url, facts, random: () => random });
  return { ...server, write: (options) => api.accounts.updateSettings.mutate(settings, options) };
}

const keysOf = (heard: readonly Heard[]) => heard.map(({ headers }) => headers['idempotency-key']);

test('each write travels alone under a key of its own', async () => {
  const { heard, write } = await startWriter(written);
  await Promise.all([write(), write()]);
  expect(heard.map(({ query }) => query.has('batch'))).toEqual([false, false]);
  const keys = keysOf(heard);
  expect(new Set(keys).size).toBe(2);
  for (const key of keys) expect(key).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
});

test.each([
  ['the connection ended', loseAnswer],
  ['the answer broke off', breakAnswer],
  ['a proxy did not reach the server', answerAsProxy(502)],
  ['a proxy had no server', answerAsProxy(503)],
  ['a proxy did not wait', answerAsProxy(504)],
  ['the server is not ready', refuseWith(503, 'UNAVAILABLE')],
  ['the first sending is still being carried out', refuseWith(409, 'IDEMPOTENCY_CONFLICT', { reason: 'in_flight' })],
])('a write is sent again under its key where %s', async (_reason, failing) => {
  const { heard, write } = await startWriter(inTurn(failing, failing, written));
  expect(await write()).toEqual({ id: '7' });
  const keys = keysOf(heard);
  expect(keys).toHaveLength(3);
  expect(new Set(keys)).toEqual(new Set([expect.stringMatching(/^[0-9a-f-]{36}$/)]));
});

test.each([
  [
    'the key was used for something else',
    'IDEMPOTENCY',
    refuseWith(409, 'IDEMPOTENCY_CONFLICT', { reason: 'other_input' }),
  ],
  ['the input is refused', 'INVALID', refuseWith(422, 'INVALID_INPUT', { fields: {} })],
  ['there were too many', 'TOO_MANY', refuseWith(429, 'TOO_MANY_REQUESTS', { retryAfterSeconds: 1 })],
  ['the server has a fault', 'INTERNAL', refuseWith(500, 'INTERNAL')],
  ['a declared error has the same status', 'MAIL_IS_AWAY', refuseWith(503, 'MAIL_IS_AWAY')],
  ['somebody in between has a fault', 'answered 500', answerAsProxy(500)],
  ['somebody in between forbids it', 'answered 403', answerAsProxy(403)],
  ['another site answers', 'answered 200', answerAsProxy(200)],
  ['it would be long before the server is ready', 'answered 503', answerAsProxy(503, { 'retry-after': '31' })],
])('a write is not sent again where %s', async (_reason, message, failing) => {
  const { heard, write } = await startWriter(inTurn(failing, written));
  await expect(write()).rejects.toThrow(message);
  expect(heard).toHaveLength(1);
});

test('a write is sent four times and no more, and fails with what came last', async () => {
  const { heard, write } = await startWriter(
    inTurn(loseAnswer, loseAnswer, loseAnswer, refuseWith(503, 'UNAVAILABLE')),
  );
  const error: unknown = await write().catch((cause: unknown) => cause);
  expect(platformError(error)?.name).toBe('UNAVAILABLE');
  expect(heard).toHaveLength(4);
});

test.each([
  ['seconds', () => '1'],
  ['a date', () => new Date(Date.now() + 2000).toUTCString()],
])('a server that says when to come back, in %s, is left alone until then', async (_form, retryAfter) => {
  const busy: Answer = (...request) => answerAsProxy(503, { 'retry-after': retryAfter() })(...request);
  const { heard, write } = await startWriter(inTurn(busy, written));
  await write();
  const [first = 0, second = 0] = heard.map(({ at }) => at);
  // Timers and the clock of the header count whole milliseconds, the latter whole seconds.
  expect(second - first).toBeGreaterThan(990);
});

test('what is given up while it waits fails at once, and is not sent again', async () => {
  const ending = new AbortController();
  const busy: Answer = (...request) => {
    answerAsProxy(503, { 'retry-after': '30' })(...request);
    setTimeout(() => ending.abort(), 20);
  };
  const { heard, write } = await startWriter(busy);
  await expect(write({ signal: ending.signal })).rejects.toThrow(/abort/i);
  expect(heard).toHaveLength(1);
});

test('what is given up while it is on its way fails at once, and is not sent again', async () => {
  const ending = new AbortController();
  // Waiting as long as it may, it would take longer than the test has.
  const { heard, write } = await startWriter(() => ending.abort(), 1);
  await expect(write({ signal: ending.signal })).rejects.toThrow(/abort/i);
  expect(heard).toHaveLength(1);
});

test('a caller may name a write itself, to send it again after a restart', async () => {
  const { heard, write } = await startWriter(written);
  await write({ context: { idempotencyKey: 'import-7' } });
  await write({ context: { idempotencyKey: 'import-7' } });
  expect(keysOf(heard)).toEqual(['import-7', 'import-7']);
});

test.each(['', 'two words', 'ключ', 'x'.repeat(256)])('"%s" is no key, and nothing is sent', async (idempotencyKey) => {
  const { heard, write } = await startWriter(written);
  await expect(write({ context: { idempotencyKey } })).rejects.toThrow('is no key of a write');
  expect(heard).toHaveLength(0);
});

test('a key for what is not carried out once is refused: whoever hands it in counts on it', async () => {
  const { url, heard } = await startWriter(written);
  const sent = createClient({ url, facts }).notifications.markRead.mutate(
    { id: 'a' },
    { context: { idempotencyKey: 'k' } },
  );
  await expect(sent).rejects.toThrow('notifications.markRead is not carried out once under a key');
  expect(heard).toHaveLength(0);
});
