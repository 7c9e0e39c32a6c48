import { expect, test } from 'vitest';
import { Failure } from '../failure.ts';
import { hashPassword, verifyPassword } from './password.ts';

const secret = 'correct horse battery';

test('a hash is an argon2id PHC string with the costs that OWASP asks for, and another each time', async () => {
  const [one, other] = await Promise.all([hashPassword(secret), hashPassword(secret)]);
  for (const hash of [one, other]) {
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
    expect(await verifyPassword(hash, secret)).toBe(true);
  }
  expect(one).not.toBe(other);
});

test('a password that is not the one fails, however near it is', async () => {
  const hash = await hashPassword(secret);
  for (const near of ['', 'Correct horse battery', `${secret} `, secret.slice(0, -1), `${secret}\0`]) {
    expect(await verifyPassword(hash, near), JSON.stringify(near)).toBe(false);
  }
});

test('a hash that another program made is read with the costs it states', async () => {
  // From the tests of the reference implementation: "password" with the salt "somesalt".
  const hash = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
  expect(await verifyPassword(hash, 'password')).toBe(true);
  expect(await verifyPassword(hash, 'passwort')).toBe(false);
});

test('what is no hash matches nothing and throws nothing', async () => {
  const good = await hashPassword(secret);
  const bad = [
    '',
    'garbage',
    secret,
    good.replace('argon2id', 'argon2i'),
    good.replace('v=19', 'v=16'),
    good.slice(0, -44),
    `${good}$`,
  ];
  for (const hash of bad) expect(await verifyPassword(hash, secret), hash).toBe(false);
});

test('what comes when fifty wait already is turned away at once, and the rest are served', async () => {
  const settled = await Promise.allSettled(Array.from({ length: 60 }, () => hashPassword(secret)));
  const reasons = settled
    .filter((result) => result.status === 'rejected')
    .map(({ reason }: { reason: unknown }) => reason);
  expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(52);
  expect(reasons).toHaveLength(8);
  for (const reason of reasons) {
    expect(reason).toBeInstanceOf(Failure);
    expect(reason).toMatchObject({ status: 503, error: { name: 'UNAVAILABLE' } });
  }
  expect(await hashPassword(secret)).toMatch(/^\$argon2id/);
});
