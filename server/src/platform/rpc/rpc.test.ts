import { platformError, requestIdOf } from '@hybrid/contracts/kernel';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { type Host, startHost } from '../../../test/host.ts';
import { unknownClient } from '../calls/calling-client.ts';
import { compile } from './compile.ts';
import { failure } from '../failure.ts';
import { contract, mutation, query } from '@hybrid/contracts/kernel';

const trpc = (host: Host, path: string) => `${host.url}/api/trpc/${path}`;
const json = { 'content-type': 'application/json' };

async function caught(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    (answer) => expect.fail(`It was answered: ${JSON.stringify(answer)}`),
    (error: unknown) => error,
  );
}

test('an unexpected error is logged once, under the id that the caller is told, and its text stays here', async () => {
  const host = await startHost();
  const { token } = await host.signUp('ada');
  await host.db.$executeRaw`ALTER TABLE notification_choice RENAME COLUMN wanted TO renamed_by_the_test`;

  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(trpc(host, 'notifications.settings'), { headers });
  const text = await answer.text();
  expect(answer.status).toBe(500);
  expect(JSON.parse(text)).toMatchObject({
    error: { message: 'Something went wrong on our side.', data: { error: { name: 'INTERNAL' } } },
  });
  expect(text).not.toMatch(/wanted|prisma|stack|node_modules/i);

  const id = answer.headers.get('x-request-id');
  const lines = host.logged.filter((line) => line.includes('A procedure failed.'));
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain(id);
  expect(text).toContain(id);
  expect(lines[0]).toContain('notification_choice.wanted');
});

test('who may call is decided before the input is looked at', async () => {
  const host = await startHost();
  const error = await caught(host.api.accounts.updateSettings.mutate({ username: '' }));
  expect(platformError(error)?.name).toBe('UNAUTHORIZED');
});

test('invalid input is refused with a message for each field', async () => {
  const host = await startHost();
  const ada = await host.signUp('ada');
  const wrong = { username: ' ', bio: 'x'.repeat(501), email: 'nowhere', timeZone: 'UTC' };
  const error = await caught(ada.api.accounts.updateSettings.mutate(wrong));
  expect(platformError(error)).toEqual({
    name: 'INVALID_INPUT',
    data: {
      fields: {
        username: ["can't be blank", 'may hold only letters, digits, _ and -'],
        bio: ['is too long (at most 500 characters)'],
        email: ['is not an e-mail address'],
      },
    },
  });
  expect(requestIdOf(error)).toMatch(/^[\w-]{36}$/);
});

test.each([
  ['unreadable JSON', 'notifications.list?input=%7B', {}, 400, 'INVALID_INPUT'],
  ['an unknown procedure', 'accounts.nothing', {}, 404, 'NOT_FOUND'],
  ['a property that every object has', 'accounts.constructor', {}, 404, 'NOT_FOUND'],
  ['a query that is posted', 'accounts.me', { method: 'POST', headers: json, body: '{}' }, 405, 'METHOD_NOT_ALLOWED'],
  ['a mutation that is fetched', 'accounts.signOut', {}, 405, 'METHOD_NOT_ALLOWED'],
  [
    'a body of an unknown type',
    'accounts.signOut',
    { method: 'POST', headers: { 'content-type': 'text/csv' }, body: 'a' },
    415,
    'INVALID_INPUT',
  ],
  [
    'a body over 1 MB',
    'notifications.markRead',
    { method: 'POST', headers: json, body: JSON.stringify('x'.repeat(1_100_000)) },
    413,
    'PAYLOAD_TOO_LARGE',
  ],
  [
    'a body over 16 KB to sign in',
    'accounts.signIn',
    { method: 'POST', headers: json, body: JSON.stringify('x'.repeat(17_000)) },
    413,
    'PAYLOAD_TOO_LARGE',
  ],
] as const)('%s is refused by name', async (_, path, init, status, name) => {
  const host = await startHost();
  const answer = await fetch(trpc(host, path), init);
  expect(answer.status).toBe(status);
  expect(await answer.json()).toMatchObject({ error: { data: { httpStatus: status, error: { name } } } });
});

test.each(['accounts%2EsignIn', 'x/accounts.signIn', 'accounts.signIn/', 'accounts.signIn%2Caccounts.signOut'])(
  'no way of writing %s brings a large body to a procedure with a small one',
  async (path) => {
    const host = await startHost();
    const answer = await fetch(trpc(host, path), {
      method: 'POST',
      headers: json,
      body: JSON.stringify('x'.repeat(17_000)),
    });
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ code: 'NOT_FOUND' });
  },
);

test('a batch of 10 is answered, one of 11 is refused', async () => {
  const host = await startHost();
  const batch = (size: number) =>
    fetch(trpc(host, `${Array(size).fill('accounts.me').join(',')}?batch=1&input=%7B%7D`));
  const ten = await batch(10);
  expect(ten.status).toBe(200);
  expect(await ten.json()).toHaveLength(10);
  expect((await batch(11)).status).toBe(400);
});

test('a batch that signs in has the small body of signing in', async () => {
  const host = await startHost();
  const body = JSON.stringify({ 0: {}, 1: 'x'.repeat(17_000) });
  const answer = await fetch(trpc(host, 'accounts.signIn,notifications.markRead?batch=1'), {
    method: 'POST',
    headers: json,
    body,
  });
  expect(answer.status).toBe(413);
});

const lending = contract({
  borrow: mutation({
    access: 'anonymous',
    output: z.object({ days: z.number() }),
    errors: { LENT_OUT: { status: 409 } },
  }),
  read: query({ access: 'anonymous', output: z.null() }),
});

test('a declared failure comes out by name; one that the procedure does not declare is a bug', async () => {
  const host = await startHost();
  const call = {
    ctx: { ...host.services, requestId: 'r', signal: AbortSignal.timeout(1000) },
    name: 'lending.borrow',
    session: nobody,
    client: unknownClient,
    input: undefined,
  };
  const lentOut = () => {
    throw failure(lending.borrow, 'LENT_OUT');
  };
  expect(await caught(compile(lending.borrow, lentOut).run(call))).toMatchObject({ error: { name: 'LENT_OUT' } });
  expect(await caught(compile(lending.read, lentOut).run(call))).toMatchObject({
    message: 'A handler failed with LENT_OUT, which its procedure does not declare.',
  });
});

test('an output that the contract does not promise is never sent', async () => {
  const host = await startHost();
  const call = {
    ctx: { ...host.services, requestId: 'r', signal: AbortSignal.timeout(1000) },
    name: 'lending.borrow',
    session: nobody,
    client: unknownClient,
    input: undefined,
  };
  const answer = compile(lending.borrow, () => ({ days: 'many', secret: 'hash' }));
  expect(await caught(answer.run(call))).toBeInstanceOf(z.ZodError);
  expect(await compile(lending.borrow, () => ({ days: 3, secret: 'hash' })).run(call)).toEqual({ days: 3 });
});

const nobody = {
  origin: { address: '127.0.0.1', userAgent: undefined },
  identify: async () => null,
  begin: (token: string) => token,
  end: async () => {},
};
