import { request } from 'node:http';
import { expect, test } from 'vitest';
import { type Host, startHost } from '../host.ts';
import { createRestClient, type RestClient, textAt } from './rest-client.ts';

async function start() {
  const host = await startHost();
  const call = await createRestClient(host);
  const { token } = await host.signUp('Ada');
  await call('POST /articles', { token, body: { article: { title: 'Engines', description: 'D', body: 'B' } } });
  return { host, call, token };
}

function expectNoFaultOf(host: Host): void {
  expect(host.logged.filter((line) => JSON.parse(line).level === 'error')).toEqual([]);
  expect({}).not.toHaveProperty('polluted');
}

const texts = {
  'a NUL character': 'nul \u0000 byte',
  'a lone surrogate': 'lone \ud800 surrogate',
  'a right-to-left override': 'over \u202e ride',
  SQL: `'; DROP TABLE "user"; --`,
  patterns: String.raw`%_\ * ? [a] $1 {{7*7}} \${7}`,
  markup: '"><script>alert(1)</script>',
  'lines of a header': 'a\r\nSet-Cookie: session=stolen\r\n\r\n',
  'a path': '../../../../etc/passwd',
  'a name that every object has': '__proto__',
  'another such name': 'constructor',
  'ten thousand letters': 'x'.repeat(10_000),
  'marks upon marks': `e${'\u0301'.repeat(3000)}`,
  'a noncharacter': '\uffff\ufffe',
};

/** Every operation with `text` wherever it takes some. */
async function callEverywhere(call: RestClient, token: string, text: string) {
  // Short enough for Node to read the address at all.
  const address = encodeURIComponent(text.slice(0, 500).toWellFormed());
  const article = { title: 'T', description: 'D', body: 'B', tagList: ['t'] };
  const user = { username: 'someone', email: 's@example.com', password: 'long enough' };
  const bodies: [string, object][] = [
    ...Object.keys(user).map((key): [string, object] => ['POST /users', { user: { ...user, [key]: text } }]),
    ['POST /users/login', { user: { email: text, password: text } }],
    ...['username', 'email', 'bio', 'image'].map((key): [string, object] => ['PUT /user', { user: { [key]: text } }]),
    ...Object.keys(article).flatMap((key): [string, object][] => {
      const changed = { ...article, [key]: key === 'tagList' ? [text] : text };
      return [
        ['POST /articles', { article: changed }],
        ['PUT /articles/engines', { article: changed }],
      ];
    }),
    ['POST /articles/engines/comments', { comment: { body: text } }],
    [`POST /articles/${address}/comments`, { comment: { body: 'B' } }],
    [`PUT /articles/${address}`, { article }],
  ];
  const others = [
    ...['tag', 'author', 'favorited', 'limit', 'offset', address].map((name) => `GET /articles?${name}=${address}`),
    `GET /articles/${address}`,
    `DELETE /articles/${address}`,
    `POST /articles/${address}/favorite`,
    `DELETE /articles/${address}/favorite`,
    `GET /articles/${address}/comments`,
    `DELETE /articles/engines/comments/${address}`,
    `GET /profiles/${address}`,
    `POST /profiles/${address}/follow`,
  ];
  for (const [operation, body] of bodies) await expectNoFault(call, operation, { token, body });
  for (const operation of others) await expectNoFault(call, operation, { token });
}

async function expectNoFault(call: RestClient, operation: string, request: Parameters<RestClient>[1]) {
  const { status, headers } = await call(operation, request);
  expect(status, operation.slice(0, 80)).toBeLessThan(500);
  expect(headers.getSetCookie()).toEqual([]);
}

test.each(Object.entries(texts))(
  '%s in any place is stored, found or refused, and never an error of ours',
  async (_, text) => {
    const { host, call, token } = await start();
    // The name may be taken by what was sent, so that the token of somebody else is used up to the end.
    await callEverywhere(call, token, text);
    expectNoFaultOf(host);
  },
);

test('a body that is no input is refused with a message, and changes no object of the server', async () => {
  const { host, call, token } = await start();
  const deep = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
  const bodies: [body: string, status: number][] = [
    ['{"article":', 422],
    ['', 422],
    ['null', 422],
    ['[]', 422],
    ['"text"', 422],
    ['7', 422],
    ['{"article":[]}', 422],
    [deep(100_000), 422],
    [`{"article":${deep(100_000)}}`, 422],
    [`{"article":{"tagList":${deep(100_000)}}}`, 422],
    [`{"article":{"more":${deep(100_000)}}}`, 200],
    ['{"__proto__":{"article":{"title":"polluted"}}}', 422],
    ['{"article":{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}}', 200],
    ['{"article":{"slug":"other","id":"1","authorId":"x"}}', 200],
    [`{"article":{"body":"${'x'.repeat(1_100_000)}"}}`, 413],
  ];
  for (const [body, expected] of bodies) {
    const answer = await call('PUT /articles/engines', {
      token,
      body,
      headers: { 'content-type': 'application/json' },
    });
    expect({ body: body.slice(0, 60), status: answer.status }).toEqual({ body: body.slice(0, 60), status: expected });
    if (expected !== 200)
      expect(answer.body).toMatchObject({ errors: expect.any(Object), requestId: expect.any(String) });
  }
  expect((await call('GET /articles/engines')).body).toMatchObject({ article: { title: 'Engines', body: 'B' } });
  expectNoFaultOf(host);
});

test('a list of 10,000 tags is refused with a message at its field', async () => {
  const { host, call, token } = await start();
  const tagList = Array.from({ length: 10_000 }, (_, index) => `tag ${index}`);
  const article = { title: 'Many', description: 'D', body: 'B', tagList };
  const answer = await call('POST /articles', { token, body: { article } });
  expect(answer).toMatchObject({ status: 422, body: { errors: { tagList: ['has too many (at most 20)'] } } });
  expectNoFaultOf(host);
});

test('names that every object has are no fields of a query or a path', async () => {
  const { host, call } = await start();
  for (const query of [
    '__proto__=1',
    '__proto__[polluted]=1',
    'constructor=1',
    'constructor[prototype][polluted]=1',
    'limit[]=1',
  ]) {
    expect((await call(`GET /articles?${query}`)).status, query).toBe(200);
  }
  for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
    expect((await call(`GET /articles/${name}`)).status).toBe(404);
    expect((await call(`GET /profiles/${name}`)).status).toBe(404);
    expect((await call(`GET /${name}`)).status).toBe(404);
    expect((await call(`GET /${name}/${name}`)).status).toBe(404);
  }
  expectNoFaultOf(host);
});

/** Sends a path as it stands: `fetch` would mend it. */
async function statusOfRaw(url: string, path: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    request({ hostname, port, path, method: 'GET' }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve(answer.statusCode));
    })
      .on('error', reject)
      .end();
  });
}

test('an address that is no UTF-8, or hides a slash, is refused or leads nowhere', async () => {
  const { host } = await start();
  const paths: [path: string, status: number][] = [
    ['/api/articles/%', 422],
    ['/api/articles/%zz', 422],
    ['/api/articles/%ff', 422],
    ['/api/articles/%ed%a0%80', 422],
    ['/api/articles/%c0%af', 422],
    ['/api/profiles/%E0%A4%A', 422],
    ['/api/%ff', 404],
    ['/api/articles/engines%2Fcomments', 404],
    ['/api/articles/..%2f..%2fetc%2fpasswd', 404],
    ['/api/articles/../articles/engines', 404],
    ['/api/articles//comments', 404],
    ['/api//articles', 404],
    ['/api/articles/%00', 422],
    ['/api/articles/engines', 200],
    ['/api/articles/%65ngines', 200],
    ['/api/articles/', 200],
    ['/api/articles?tag=%', 200],
    ['/api/articles?tag=%ff&author=%zz', 200],
    ['/api/articles?&&=&=x&', 200],
    [`/api/articles/${'x'.repeat(5000)}`, 422],
  ];
  for (const [path, status] of paths) {
    expect({ path, status: await statusOfRaw(host.url, path) }).toEqual({ path, status });
  }
  expectNoFaultOf(host);
});

test('a body in another type, coding or charset is refused as one that is not read', async () => {
  const { host, call, token } = await start();
  const body = '{"article":{"body":"New"}}';
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'x']) {
    const answer = await call('PUT /articles/engines', { token, body, headers: { 'content-type': type } });
    expect(answer, type).toMatchObject({
      status: 415,
      body: { errors: { request: [expect.stringContaining('JSON')] } },
    });
  }
  const headers = { 'content-type': 'application/json; charset=latin1' };
  expect((await call('PUT /articles/engines', { token, body, headers })).status).toBe(415);
  const coded = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
  expect((await call('PUT /articles/engines', { token, body, headers: coded })).status).toBe(422);
  const unknown = { 'content-type': 'application/json', 'content-encoding': 'zstd-of-mine' };
  expect((await call('PUT /articles/engines', { token, body, headers: unknown })).status).toBe(415);
  const utf8 = { 'content-type': 'Application/JSON; charset=UTF-8' };
  const answer = await call('PUT /articles/engines', { token, body, headers: utf8 });
  expect(textAt(answer, 'article.body')).toBe('New');
  expectNoFaultOf(host);
});
