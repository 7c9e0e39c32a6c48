import { randomUUID } from 'node:crypto';
import { platformErrors } from '@hybrid/contracts/kernel';
import { Redis } from 'ioredis';
import { expect, inject, onTestFinished, test } from 'vitest';
import { impatient } from './events/redis-url.ts';
import { Failure } from './failure.ts';
import { createLimits, type Limits } from './limits.ts';

const away = 'redis://127.0.0.1:1';

/** Limits of their own: on the tests' Redis, in process, or on a Redis that is not there. */
async function limitsOn(where: 'redis' | 'process' | 'away', prefix = `limits_${randomUUID()}`): Promise<Limits> {
  if (where === 'process') return createLimits({ redis: null, prefix, enabled: true });
  const redis = new Redis(where === 'away' ? away : inject('services').redisUrl, { ...impatient, lazyConnect: true });
  redis.on('error', () => undefined);
  onTestFinished(() => redis.disconnect());
  await redis.connect().catch(() => undefined);
  return createLimits({ redis, prefix, enabled: true });
}

/** How many of so many attempts to sign in are let through, before each of which one may be changed. */
async function letThrough(
  limits: Limits,
  count: number,
  attempt: (index: number) => { email: string; address: string },
) {
  return countPassed(count, (index) => limits.beforeSignIn(attempt(index)));
}

async function countPassed(count: number, attempt: (index: number) => Promise<void>): Promise<number> {
  let passed = 0;
  for (let index = 0; index < count; index += 1) {
    passed += await attempt(index).then(
      () => 1,
      (error: unknown) => {
        if (!(error instanceof Failure)) throw error;
        expect(error.error).toMatchObject({
          name: 'TOO_MANY_REQUESTS',
          data: { retryAfterSeconds: expect.any(Number) },
        });
        expect(error.status).toBe(platformErrors.TOO_MANY_REQUESTS.status);
        return 0;
      },
    );
  }
  return passed;
}

const email = (index: number) => `p${index}@example.com`;
const address = (index: number) => `198.51.100.${index}`;

test.each(['redis', 'process'] as const)('on %s an account has 10 attempts, from wherever they come', async (where) => {
  const limits = await limitsOn(where);
  const onOne = (index: number) => ({
    email: index % 2 ? 'ada@example.com' : 'ADA@EXAMPLE.COM',
    address: address(index),
  });
  expect(await letThrough(limits, 13, onOne)).toBe(10);
  expect(await letThrough(limits, 1, () => ({ email: 'grace@example.com', address: address(1) }))).toBe(1);
});

test.each(['redis', 'process'] as const)('on %s an address has 50 attempts, on whatever accounts', async (where) => {
  const limits = await limitsOn(where);
  expect(await letThrough(limits, 53, (index) => ({ email: email(index), address: '203.0.113.7' }))).toBe(50);
  expect(await letThrough(limits, 1, () => ({ email: email(1), address: '203.0.113.8' }))).toBe(1);
});

test.each([
  ['two addresses of one IPv6 /64 are one', ['2001:db8:1:2::1', '2001:db8:1:2:ffff:ffff:ffff:ffff'], 50],
  ['short and long forms of one IPv6 address are one', ['2001:db8::1', '2001:db8:0:0:0:0:0:1'], 50],
  ['two IPv6 /64 are two', ['2001:db8:1:2::1', '2001:db8:1:3::1'], 100],
  ['an IPv4 address is one, however it is written', ['203.0.113.7', '::ffff:203.0.113.7'], 50],
  ['two IPv4 addresses are two, however they are written', ['::ffff:203.0.113.7', '::ffff:203.0.113.8'], 100],
])('%s', async (_, addresses, passed) => {
  const limits = await limitsOn('process');
  const attempt = (index: number) => ({ email: email(index), address: addresses[index % 2] ?? '' });
  expect(await letThrough(limits, 110, attempt)).toBe(passed);
});

test.each([
  ['redis', 20],
  ['process', 20],
  ['away', 10],
] as const)('on %s a network makes %i accounts, apart from its attempts to sign in', async (where, allowed) => {
  const limits = await limitsOn(where);
  const network = ['2001:db8:1:2::1', '2001:db8:1:2::2'];
  expect(await countPassed(23, (index) => limits.beforeRegister(network[index % 2] ?? ''))).toBe(allowed);
  expect(await countPassed(1, () => limits.beforeRegister('2001:db8:1:3::1'))).toBe(1);
  expect(await letThrough(limits, 5, () => ({ email: 'ada@example.com', address: network[0] ?? '' }))).toBe(5);
});

test('getting in forgets the attempts on the account, and takes this one off the address alone', async () => {
  const limits = await limitsOn('redis');
  const ada = { email: 'ada@example.com', address: '203.0.113.7' };
  expect(await letThrough(limits, 9, () => ada)).toBe(9);
  await limits.afterSignIn(ada);
  expect(await letThrough(limits, 11, () => ({ ...ada, address: '203.0.113.8' }))).toBe(10);
  // 9 attempts, of which one was the owner's: 42 are left of 50.
  expect(await letThrough(limits, 45, (index) => ({ email: email(index), address: ada.address }))).toBe(42);
});

test('processes on one Redis count together, and each prefix for itself', async () => {
  const prefix = `limits_${randomUUID()}`;
  const [one, other, apart] = [
    await limitsOn('redis', prefix),
    await limitsOn('redis', prefix),
    await limitsOn('redis'),
  ];
  const ada = (index: number) => ({ email: 'ada@example.com', address: address(index) });
  expect((await letThrough(one, 6, ada)) + (await letThrough(other, 6, ada))).toBe(10);
  expect(await letThrough(apart, 6, ada)).toBe(6);
});

test('while Redis is away a process counts for itself, at half the allowance', async () => {
  const limits = await limitsOn('away');
  expect(await letThrough(limits, 8, (index) => ({ email: 'ada@example.com', address: address(index) }))).toBe(5);
  expect(await letThrough(limits, 28, (index) => ({ email: email(index), address: '203.0.113.7' }))).toBe(25);
  await limits.afterSignIn({ email: 'ada@example.com', address: address(1) });
});

test('a bucket lets as many calls through as its contract says, for each person and each network', async () => {
  const limits = await limitsOn('process');
  const take = (bucket: string, by: { userId: string | null; address: string }) => () =>
    limits.beforeCall(bucket, { calls: 30, seconds: 3600 }, by);
  const ada = { userId: 'ada', address: '203.0.113.7' };
  expect(await countPassed(35, take('writing', ada))).toBe(30);
  expect(await countPassed(1, take('writing', { ...ada, userId: 'grace' }))).toBe(1);
  expect(await countPassed(1, take('asking', ada))).toBe(1);
  const stranger = (index: number) => ({ userId: null, address: `2001:db8:0:1::${index}` });
  expect(await countPassed(35, (index) => take('writing', stranger(index))())).toBe(30);
  expect(await countPassed(1, take('writing', { userId: null, address: '2001:db8:0:2::1' }))).toBe(1);
});

test('a new password is let through 10 times in an hour', async () => {
  const limits = await limitsOn('process');
  expect(await countPassed(12, () => limits.beforePassword('ada'))).toBe(10);
});

test('limits that are switched off let everything through', async () => {
  const limits = createLimits({ redis: null, prefix: 'off', enabled: false });
  expect(await letThrough(limits, 200, () => ({ email: 'ada@example.com', address: '203.0.113.7' }))).toBe(200);
  expect(await countPassed(200, () => limits.beforeRegister('203.0.113.7'))).toBe(200);
  expect(await countPassed(200, () => limits.beforePassword('ada'))).toBe(200);
});
