import { contract } from '@hybrid/contracts';
import { declaredError, platformError } from '@hybrid/contracts/kernel';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clientOf } from './test-client.ts';
import { startTestMock, type TestMock } from './test-mock.ts';

let mock: TestMock;
beforeAll(async () => {
  mock = await startTestMock();
});
afterAll(() => mock.stop());

const errorOf = (work: Promise<unknown>) => work.then(() => null).catch((error: unknown) => error);
const get = (path: string, headers: Record<string, string> = {}) => fetch(mock.url + path, { headers });

test('a declared error comes by its name, typed, with data that names what was asked for', async () => {
  const api = clientOf(mock, { 'Mock-Error': 'ARTICLE_NOT_FOUND' });
  const error = declaredError(contract.articles.bySlug, await errorOf(api.articles.bySlug.query({ slug: 'lost' })));
  expect(error).toEqual({ name: 'ARTICLE_NOT_FOUND', data: { slug: 'lost' } });

  const conflict = clientOf(mock, { 'Mock-Error': 'DRAFT_CONFLICT' });
  const id = '0b1f0c1e-6d0a-4c52-9b80-0c6a2f6d9f11';
  const refused = declaredError(contract.drafts.publish, await errorOf(conflict.drafts.publish.mutate({ id })));
  expect(refused?.name).toBe('DRAFT_CONFLICT');
  if (refused?.name === 'DRAFT_CONFLICT') expect(refused.data.draft.title).not.toBe('');
});

test('an error of the platform comes with the data that it always has', async () => {
  const told = async (name: string) =>
    platformError(await errorOf(clientOf(mock, { 'Mock-Error': name }).tags.list.query()));
  expect(await told('UNAVAILABLE')).toEqual({ name: 'UNAVAILABLE', data: null });
  expect(await told('TOO_MANY_REQUESTS')).toEqual({ name: 'TOO_MANY_REQUESTS', data: { retryAfterSeconds: 30 } });
  expect(await told('INVALID_INPUT')).toMatchObject({ name: 'INVALID_INPUT', data: { fields: {} } });
  const limited = await get('/api/tags', { 'Mock-Error': 'TOO_MANY_REQUESTS' });
  expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '30']);
});

test('a name that the procedure does not declare is refused, with the names that it has', async () => {
  const api = clientOf(mock, { 'Mock-Error': 'ARTICLE_LOST' });
  const error = platformError(await errorOf(api.comments.edit.mutate({ slug: 'a', id: 1, body: 'b' })));
  expect(error?.name).toBe('INVALID_INPUT');
  const said = JSON.stringify(error?.data);
  for (const name of ['comments.edit', 'ARTICLE_NOT_FOUND', 'COMMENT_NOT_FOUND', 'NOT_THE_AUTHOR']) {
    expect(said).toContain(name);
  }
  const rest = await get('/api/articles/a', { 'Mock-Error': 'ARTICLE_LOST' });
  expect(rest.status).toBe(422);
  expect(await rest.text()).toContain('ARTICLE_NOT_FOUND');
});

test('of a batch, the one call that is named fails and the others are answered', async () => {
  const input = encodeURIComponent(JSON.stringify({ 0: { slug: 'a' } }));
  const answer = await get(`/api/trpc/articles.bySlug,tags.list?batch=1&input=${input}`, {
    'Mock-Error': 'articles.bySlug=ARTICLE_NOT_FOUND',
  });
  const [article, tags] = (await answer.json()) as { error?: unknown; result?: unknown }[];
  expect(article).toMatchObject({ error: { data: { error: { name: 'ARTICLE_NOT_FOUND', data: { slug: 'a' } } } } });
  expect(tags).toMatchObject({ result: { data: expect.any(Array) } });
});

test.each([
  ['Mock-Error', 'not a name'],
  ['Mock-Latency', 'soon'],
  ['Mock-User', 'root'],
])('%s: %s is refused with what was expected', async (header, value) => {
  const answer = await get('/api/articles/a', { [header]: value });
  expect(answer.status).toBe(422);
  expect(await answer.json()).toMatchObject({
    code: 'INVALID_INPUT',
    errors: { [header]: [expect.stringMatching(/^must be/)] },
  });
});

test('an answer is kept back for as long as the header says, and no longer', async () => {
  const tookMs = async (headers: Record<string, string>) => {
    const began = performance.now();
    await get('/api/tags', headers);
    return performance.now() - began;
  };
  await tookMs({});
  expect(await tookMs({ 'Mock-Latency': '700' })).toBeGreaterThanOrEqual(695);
});

test('who asks is somebody unless told, and access is what the contract says', async () => {
  const statusOf = async (path: string, user: string) => (await get(path, { 'Mock-User': user })).status;
  expect((await get('/api/user')).status).toBe(200);
  expect(await statusOf('/api/user', 'none')).toBe(401);
  expect(await statusOf('/api/tags', 'none')).toBe(200);
  const meAs = async (user: string) => clientOf(mock, { 'Mock-User': user }).accounts.me.query();
  expect(await meAs('none')).toBeNull();
  for (const role of ['user', 'viewer', 'operator', 'admin']) expect(await meAs(role)).toMatchObject({ role });
});

test('the wire checks as the server does: what is not valid is refused by its field', async () => {
  const { articles } = clientOf(mock);
  const error = platformError(await errorOf(articles.create.mutate({ title: '', description: 'd', body: 'b' })));
  expect(error).toEqual({ name: 'INVALID_INPUT', data: { fields: { title: ["can't be blank"] } } });
});

test('the REST face answers as the server writes it', async () => {
  const page = (await (await get('/api/articles?limit=2')).json()) as Record<string, unknown>;
  expect(page).toMatchObject({ articles: [{ tagList: expect.any(Array) }, {}], articlesCount: expect.any(Number) });
  const made = await fetch(`${mock.url}/api/articles`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ article: { title: 'By REST', description: 'd', body: 'b', tagList: ['one'] } }),
  });
  expect([made.status, await made.json()]).toMatchObject([
    201,
    { article: { slug: 'by-rest', title: 'By REST', tagList: ['one'], favoritesCount: 0 } },
  ]);
  expect((await get('/api/nothing/here')).status).toBe(404);
});

test('the documentation, the contract and the health are there, and the admin says that it is not', async () => {
  expect(await (await get('/api/docs')).text()).toContain('<html');
  expect(await (await get('/api/openapi.json')).json()).toMatchObject({ openapi: expect.stringMatching(/^3\.1/) });
  expect(await (await get('/api/contract.json')).json()).toHaveProperty('procedures');
  expect(await (await get('/_status/live')).json()).toEqual({ status: 'ok' });
  expect(await (await get('/_status/ready')).json()).toMatchObject({ status: 'ready' });
  expect(await (await get('/_status/version')).json()).toMatchObject({ version: expect.any(String) });
  const admin = await get('/admin/users');
  expect([admin.status, await admin.text()]).toEqual([404, expect.stringContaining('The mock has no admin')]);
});

test('a share of the calls fails where a flag says so, the same ones in every run', async () => {
  const outcomes = async (): Promise<number[]> => {
    const unlucky = await startTestMock('--error-rate', '0.4');
    const statuses: number[] = [];
    for (let call = 0; call < 25; call += 1) statuses.push((await fetch(`${unlucky.url}/api/tags`)).status);
    await unlucky.stop();
    return statuses;
  };
  const first = await outcomes();
  expect(new Set(first)).toEqual(new Set([200, 503]));
  expect(await outcomes()).toEqual(first);
});
