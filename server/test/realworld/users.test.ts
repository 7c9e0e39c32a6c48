import { expect, test } from 'vitest';
import { startHost } from '../host.ts';
import { createRestClient, type RestClient, textAt } from './rest-client.ts';

const blank = ["can't be blank"];
const person = { username: 'Ada', email: 'ada@example.com', password: 'correct horse battery' };

async function start() {
  const host = await startHost();
  return { host, call: await createRestClient(host) };
}

async function register(call: RestClient, username: string): Promise<string> {
  const body = { user: { ...person, username, email: `${username.toLowerCase()}@example.com` } };
  return textAt(await call('POST /users', { body }), 'user.token');
}

test('who registers is answered with themselves and a token, and given no cookie', async () => {
  const { call } = await start();
  const { status, body, headers } = await call('POST /users', { body: { user: person } });
  expect(status).toBe(201);
  const user = { username: 'Ada', email: 'ada@example.com', bio: null, image: null, token: expect.any(String) };
  expect(body).toEqual({ user: expect.objectContaining(user) });
  expect(body).not.toHaveProperty('token');
  expect(body).not.toHaveProperty('user.password');
  expect(headers.getSetCookie()).toEqual([]);
  expect(headers.get('cache-control')).toBe('no-store');
});

test('a page of our own origin is given the token too, and no cookie', async () => {
  const { host, call } = await start();
  const headers = { origin: host.url, 'sec-fetch-site': 'same-origin' };
  const answer = await call('POST /users', { body: { user: person }, headers });
  expect(textAt(answer, 'user.token')).toMatch(/^\w{16,}/);
  expect(answer.headers.getSetCookie()).toEqual([]);
});

test('a registration that is not valid is refused by field, a blank one with the words of the specification', async () => {
  const { host, call } = await start();
  const refusals: [object, object][] = [
    [{ ...person, username: null }, { username: blank }],
    [{ ...person, email: '' }, { email: blank }],
    [{ ...person, email: 'nobody' }, { email: ['is not an e-mail address'] }],
    [{ ...person, password: '1234567' }, { password: ['is too short (at least 8 characters)'] }],
    [{ ...person, password: 'x'.repeat(129) }, { password: ['is too long (at most 128 characters)'] }],
    [{}, { username: blank, email: blank, password: blank }],
  ];
  for (const [user, errors] of refusals) {
    const answer = await call('POST /users', { body: { user } });
    expect(answer, JSON.stringify(user).slice(0, 80)).toMatchObject({
      status: 422,
      body: { errors, code: 'INVALID_INPUT' },
    });
  }
  for (const field of ['username', 'password']) {
    const { body } = await call('POST /users', { body: { user: { ...person, [field]: '' } } });
    expect(body).toHaveProperty(`errors.${field}.0`, "can't be blank");
  }
  for (const wrong of [{}, { user: null }]) {
    expect(await call('POST /users', { body: wrong })).toMatchObject({
      status: 422,
      body: { errors: { user: blank } },
    });
  }
  for (const wrong of [{ user: [] }, { user: 'Ada' }, { user: 7 }]) {
    const answer = await call('POST /users', { body: wrong });
    expect(answer).toMatchObject({ status: 422, body: { errors: { user: ['must be an object'] } } });
  }
  expect(await host.db.user.count()).toBe(0);
});

test('a name or an address that somebody has is refused, in any case of letters', async () => {
  const { call } = await start();
  await register(call, 'Ada');
  const taken = ['has already been taken'];
  for (const [change, errors] of [
    [{ username: 'ADA', email: 'other@example.com' }, { username: taken }],
    [{ username: 'Other', email: 'ADA@example.com' }, { email: taken }],
  ]) {
    const answer = await call('POST /users', { body: { user: { ...person, ...change } } });
    expect(answer).toMatchObject({ status: 409, body: { errors } });
  }
});

test('who signs in is answered with a token of its own; a wrong pair is refused without saying which half is wrong', async () => {
  const { call } = await start();
  const first = await register(call, 'Ada');
  const { email, password } = person;
  const answer = await call('POST /users/login', { body: { user: { email: 'ADA@example.com', password } } });
  expect(answer.status).toBe(200);
  expect(textAt(answer, 'user.token')).not.toBe(first);
  for (const user of [
    { email, password: 'something else' },
    { email: 'nobody@example.com', password },
  ]) {
    const refused = await call('POST /users/login', { body: { user } });
    expect(refused).toMatchObject({ status: 401, body: { errors: { credentials: ['invalid'] } } });
  }
  const empty = await call('POST /users/login', { body: { user: { email: '', password: '' } } });
  expect(empty).toMatchObject({ status: 422, body: { errors: { email: blank, password: blank } } });
});

test('an update changes what is sent and leaves the rest, and the token stays', async () => {
  const { call } = await start();
  const token = await register(call, 'Ada');
  const image = 'https://example.com/ada.png';
  const changes = [{ bio: 'Engines' }, { image }, { username: 'Lovelace' }, { email: 'countess@example.com' }];
  let known: object = { username: 'Ada', email: 'ada@example.com', bio: null, image: null };
  for (const change of changes) {
    known = { ...known, ...change };
    const { status, body } = await call('PUT /user', { token, body: { user: change } });
    expect(status).toBe(200);
    expect(body).toMatchObject({ user: { ...known, token } });
  }
  expect((await call('GET /user', { token })).body).toMatchObject({ user: known });
});

test('an empty bio or picture is none, and so is null; a name, an address or a password is never empty', async () => {
  const { call } = await start();
  const token = await register(call, 'Ada');
  for (const nothing of ['', null]) {
    await call('PUT /user', { token, body: { user: { bio: 'Engines', image: 'https://example.com/a.png' } } });
    const { body } = await call('PUT /user', { token, body: { user: { bio: nothing, image: nothing } } });
    expect(body).toMatchObject({ user: { bio: null, image: null } });
    for (const field of ['username', 'email', 'password']) {
      const answer = await call('PUT /user', { token, body: { user: { [field]: nothing } } });
      expect(answer.status, `${field} ${nothing}`).toBe(422);
      expect(answer.body).toHaveProperty(`errors.${field}.0`, "can't be blank");
    }
  }
  const answer = await call('PUT /user', { token, body: {} });
  expect(answer).toMatchObject({ status: 422, body: { errors: { user: blank } } });
});

test("another person's name or address is refused, and nothing of the update is made", async () => {
  const { call } = await start();
  await register(call, 'Grace');
  const token = await register(call, 'Ada');
  const taken = ['has already been taken'];
  for (const [change, errors] of [
    [{ username: 'grace' }, { username: taken }],
    [{ email: 'GRACE@example.com' }, { email: taken }],
  ]) {
    const answer = await call('PUT /user', { token, body: { user: { ...change, bio: 'Changed' } } });
    expect(answer).toMatchObject({ status: 409, body: { errors } });
  }
  expect((await call('GET /user', { token })).body).toMatchObject({ user: { username: 'Ada', bio: null } });
  // One's own is no other's.
  const own = { username: 'ADA', email: 'ada@example.com' };
  expect(await call('PUT /user', { token, body: { user: own } })).toMatchObject({ status: 200, body: { user: own } });
});

test('a changed password counts at once: the old one and other sessions fail, the session in use goes on', async () => {
  const { call } = await start();
  const other = await register(call, 'Ada');
  const token = textAt(await call('POST /users/login', { body: { user: person } }), 'user.token');
  const password = 'a password that is new';
  const answer = await call('PUT /user', { token, body: { user: { password } } });
  expect(answer).toMatchObject({ status: 200, body: { user: { token } } });
  const { email } = person;
  expect((await call('POST /users/login', { body: { user: person } })).status).toBe(401);
  expect((await call('POST /users/login', { body: { user: { email, password } } })).status).toBe(200);
  expect((await call('GET /user', { token })).status).toBe(200);
  expect((await call('GET /user', { token: other })).status).toBe(401);
});
