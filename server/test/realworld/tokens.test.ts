import { expect, test } from 'vitest';
import { password, startHost } from '../host.ts';
import { createRestClient, textAt } from './rest-client.ts';

async function start() {
  const host = await startHost();
  const { token } = await host.signUp('Ada');
  return { host, token, call: await createRestClient(host) };
}

test('the signed-in person is answered with the token in use, by Token and by Bearer', async () => {
  const { call, token } = await start();
  const byToken = await call('GET /user', { token });
  expect(byToken).toMatchObject({ status: 200, body: { user: { username: 'Ada', token } } });
  const byBearer = await call('GET /user', { headers: { authorization: `Bearer ${token}` } });
  expect(byBearer.body).toEqual(byToken.body);
});

test('the token behind a cookie stays out of reach of scripts', async () => {
  const { host, call, token } = await start();
  const answer = await call('GET /user', { headers: { cookie: `session=${token}` } });
  expect(answer).toMatchObject({ status: 200, body: { user: { username: 'Ada', token: '' } } });
  expect(JSON.stringify(answer.body)).not.toContain(token);
  // And another site may not use it.
  const foreign = await fetch(`${host.url}/api/user`, {
    method: 'PUT',
    headers: { cookie: `session=${token}`, origin: 'https://elsewhere.example', 'content-type': 'application/json' },
    body: '{"user":{"bio":"Theirs"}}',
  });
  expect(foreign.status).toBe(403);
});

/** Every operation, and whether it needs somebody who is signed in. */
const operations: [operation: string, needsSignIn: boolean][] = [
  ['GET /user', true],
  ['PUT /user', true],
  ['GET /articles/feed', true],
  ['POST /articles', true],
  ['PUT /articles/none', true],
  ['DELETE /articles/none', true],
  ['POST /articles/none/comments', true],
  ['DELETE /articles/none/comments/1', true],
  ['POST /articles/none/favorite', true],
  ['DELETE /articles/none/favorite', true],
  ['POST /profiles/nobody/follow', true],
  ['DELETE /profiles/nobody/follow', true],
  ['GET /articles', false],
  ['GET /articles/none', false],
  ['GET /articles/none/comments', false],
  ['GET /profiles/nobody', false],
];

test('without a token what needs one is refused before anything else is looked at', async () => {
  const { call } = await start();
  for (const [operation, needsSignIn] of operations) {
    const { status, body } = await call(operation);
    if (needsSignIn)
      expect({ operation, status, body }).toMatchObject({ status: 401, body: { errors: { token: ['is missing'] } } });
    else expect(status, operation).not.toBe(401);
    if (!needsSignIn || operation.startsWith('GET') || operation.startsWith('DELETE')) continue;
    const unreadable = await call(operation, { body: '{"half":', headers: { 'content-type': 'text/plain' } });
    expect(unreadable.status, operation).toBe(401);
  }
});

test('a token that stands for nobody is refused, also where nobody has to sign in', async () => {
  const { call, token: ended } = await start();
  const body = { user: { password: 'another password' } };
  const credentials = { email: 'ada@example.com', password };
  const inUse = textAt(await call('POST /users/login', { body: { user: credentials } }), 'user.token');
  await call('PUT /user', { token: inUse, body });
  const garbage = [
    'Token',
    'Token ',
    'Token x',
    'Token a b c',
    `Token ${'x'.repeat(5000)}`,
    'Bearer eyJhbGciOiJub25lIn0.e30.',
  ];
  for (const authorization of [...garbage, `Token ${ended}`, `token ${inUse.slice(1)}`]) {
    for (const [operation] of operations) {
      const answer = await call(operation, { headers: { authorization } });
      const expected = { status: 401, body: { errors: { token: ['is invalid'] } } };
      expect(answer, `${operation} with ${authorization.slice(0, 30)}`).toMatchObject(expected);
    }
  }
});
