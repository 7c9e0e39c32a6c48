import { randomUUID } from 'node:crypto';
import { contract } from '@hybrid/contracts';
import { expect, test } from 'vitest';
import { password, startHost } from '../../../test/host.ts';
import { refusal } from '../../../test/refusal.ts';
import { callMutation, type WireAnswer } from '../../../test/wire.ts';

const { signIn } = contract.accounts;
const ada = 'ada@example.com';

/** Tries wrong passwords on one account, all at once, each from an address of its own. */
function guess(url: string, count: number): Promise<WireAnswer[]> {
  return Promise.all(
    Array.from({ length: count }, (_, index) =>
      callMutation(url, 'accounts.signIn', {
        input: { email: index % 2 ? ada : 'ADA@Example.com', password: `wrong password ${index}` },
        headers: { 'x-forwarded-for': `198.51.100.${index}` },
      }),
    ),
  );
}

function refusals(answers: readonly WireAnswer[]): Record<string, number> {
  const names = Object.groupBy(answers, ({ error }) => String(error));
  return Object.fromEntries(Object.entries(names).map(([name, group]) => [name, group?.length ?? 0]));
}

test('the 11th attempt on an account is refused, also with the right password and from an address not seen before', async () => {
  const host = await startHost({ env: { TRUST_PROXY: '1', RATE_LIMITS: 'on' } });
  await host.signUp('Ada');
  const answers = await guess(host.url, 12);
  expect(refusals(answers)).toEqual({ CREDENTIALS_INVALID: 10, TOO_MANY_REQUESTS: 2 });

  const last = await callMutation(host.url, 'accounts.signIn', {
    input: { email: ada, password },
    headers: { 'x-forwarded-for': '203.0.113.9' },
  });
  expect(last).toMatchObject({ status: 429, error: 'TOO_MANY_REQUESTS' });
  const seconds = Number(last.headers.get('retry-after'));
  expect(seconds).toBeGreaterThan(800);
  expect(seconds).toBeLessThanOrEqual(900);
  const told = await refusal(signIn, host.api.accounts.signIn.mutate({ email: ada, password }));
  expect(told).toEqual({ name: 'TOO_MANY_REQUESTS', data: { retryAfterSeconds: expect.closeTo(seconds, -1) } });

  // Another account is none of it.
  await host.signUp('Grace');
  expect((await host.api.accounts.signIn.mutate({ email: 'grace@example.com', password })).user.username).toBe('Grace');
});

test('two instances on one Redis count together', async () => {
  const env = { REDIS_PREFIX: `shared_${randomUUID()}`, RATE_LIMITS: 'on' };
  const [one, other] = [await startHost({ env }), await startHost({ env })];
  const answers = [...(await guess(one.url, 6)), ...(await guess(other.url, 6))];
  expect(refusals(answers)).toEqual({ CREDENTIALS_INVALID: 10, TOO_MANY_REQUESTS: 2 });
});

test('getting in forgets the attempts before it', async () => {
  const host = await startHost({ env: { RATE_LIMITS: 'on' } });
  await host.signUp('Ada');
  await guess(host.url, 9);
  await host.api.accounts.signIn.mutate({ email: ada, password });
  expect(refusals(await guess(host.url, 11))).toEqual({ CREDENTIALS_INVALID: 10, TOO_MANY_REQUESTS: 1 });
});

test('without Redis a process counts for itself', async () => {
  const host = await startHost({ hasRedis: false, env: { RATE_LIMITS: 'on' } });
  expect(refusals(await guess(host.url, 12))).toEqual({ CREDENTIALS_INVALID: 10, TOO_MANY_REQUESTS: 2 });
});

test('where limits are switched off nothing is counted', async () => {
  const host = await startHost({ env: { RATE_LIMITS: 'off' } });
  expect(refusals(await guess(host.url, 12))).toEqual({ CREDENTIALS_INVALID: 12 });
});
