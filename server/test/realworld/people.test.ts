import { expect, test } from 'vitest';
import { startHost } from '../host.ts';
import { createRestClient } from './rest-client.ts';

const nobody = { status: 404, body: { errors: { profile: ['not found'] } } };
const noArticle = { status: 404, body: { errors: { article: ['not found'] } } };
const noComment = { status: 404, body: { errors: { comment: ['not found'] } } };

async function start() {
  const host = await startHost();
  const call = await createRestClient(host);
  const [ada, grace] = [await host.signUp('Ada'), await host.signUp('Grace')];
  for (const title of ['Engines', 'Others']) {
    await call('POST /articles', { token: ada.token, body: { article: { title, description: 'D', body: 'B' } } });
  }
  const comment = (body: unknown, { slug = 'engines', token = grace.token } = {}) =>
    call(`POST /articles/${slug}/comments`, { token, body: { comment: { body } } });
  return { host, call, comment, ada: ada.token, grace: grace.token };
}

test('a profile is seen by anybody and never shows an address or a password', async () => {
  const { call, ada } = await start();
  await call('PUT /user', { token: ada, body: { user: { bio: 'Engines', image: 'https://example.com/a.png' } } });
  const { status, body } = await call('GET /profiles/Ada');
  expect(status).toBe(200);
  const profile = { username: 'Ada', bio: 'Engines', image: 'https://example.com/a.png', following: false };
  expect(body).toMatchObject({ profile });
  for (const operation of ['GET /profiles/Ada', 'GET /articles', 'GET /articles/engines', 'GET /profiles/ADA']) {
    const text = JSON.stringify((await call(operation, { token: ada })).body);
    expect(text, operation).not.toMatch(/ada@example\.com|password|token|"email/);
  }
  expect(await call('GET /profiles/nobody')).toMatchObject(nobody);
});

test('following is of one person, and twice changes nothing; it is sent without body or content type', async () => {
  const { call, ada, grace } = await start();
  const following = async (token?: string) => (await call('GET /profiles/Ada', { token })).body;
  for (const _ of [1, 2]) {
    const answer = await call('POST /profiles/Ada/follow', { token: grace });
    expect(answer).toMatchObject({ status: 200, body: { profile: { username: 'Ada', following: true } } });
  }
  expect(await following(grace)).toMatchObject({ profile: { following: true } });
  expect(await following(ada)).toMatchObject({ profile: { following: false } });
  expect(await following()).toMatchObject({ profile: { following: false } });
  for (const _ of [1, 2]) {
    const answer = await call('DELETE /profiles/Ada/follow', { token: grace });
    expect(answer).toMatchObject({ status: 200, body: { profile: { username: 'Ada', following: false } } });
  }
  for (const method of ['POST', 'DELETE']) {
    expect(await call(`${method} /profiles/nobody/follow`, { token: grace })).toMatchObject(nobody);
  }
  const own = await call('POST /profiles/Grace/follow', { token: grace });
  expect(own).toMatchObject({ status: 422, body: { errors: { profile: ["can't be your own"] } } });
});

test('a comment is written and read by anybody, with a number for its id', async () => {
  const { call, comment } = await start();
  const { status, body } = await comment('Well **said**');
  expect(status).toBe(201);
  expect(body).toMatchObject({
    comment: { id: expect.any(Number), body: 'Well **said**', author: { username: 'Grace', following: false } },
  });
  const { comment: written } = body as { comment: object };
  expect(await call('GET /articles/engines/comments')).toMatchObject({ status: 200, body: { comments: [written] } });
  expect((await call('GET /articles/others/comments')).body).toEqual({ comments: [] });
});

test('a comment that says nothing is refused, and one on an article that is not there', async () => {
  const { call, comment, grace } = await start();
  for (const body of ['', '  \n ', null, undefined, 7]) {
    expect(await comment(body)).toMatchObject({ status: 422, body: { errors: { body: ["can't be blank"] } } });
  }
  expect(await comment('Well', { slug: 'none' })).toMatchObject(noArticle);
  expect(await call('GET /articles/none/comments')).toMatchObject(noArticle);
  const unwrapped = await call('POST /articles/engines/comments', { token: grace, body: { body: 'Well' } });
  expect(unwrapped).toMatchObject({ status: 422, body: { errors: { comment: ["can't be blank"] } } });
});

test('only its author deletes a comment, and only through its own article', async () => {
  const { call, comment, ada, grace } = await start();
  const { body } = await comment('Well');
  const { id } = (body as { comment: { id: number } }).comment;
  const remove = (slug: string, token: string, which: number | string = id) =>
    call(`DELETE /articles/${slug}/comments/${which}`, { token });
  // The author of the article is not that of the comment.
  expect(await remove('engines', ada)).toMatchObject({ status: 403, body: { errors: { comment: ['forbidden'] } } });
  expect(await remove('others', grace)).toMatchObject(noComment);
  expect(await remove('others', ada)).toMatchObject(noComment);
  expect(await remove('none', grace)).toMatchObject(noArticle);
  expect(await remove('none', grace, 999_999)).toMatchObject(noArticle);
  expect(await remove('engines', grace, 999_999)).toMatchObject(noComment);
  for (const which of ['abc', '1.5', '0', '99999999999', '1%20', '%00']) {
    const answer = await remove('engines', grace, which);
    expect(answer, which).toMatchObject({ status: 422, body: { errors: { id: [expect.any(String)] } } });
  }
  expect((await call('GET /articles/engines/comments')).body).toHaveProperty('comments.length', 1);

  expect(await remove('engines', grace)).toMatchObject({ status: 204, body: null });
  expect((await call('GET /articles/engines/comments')).body).toEqual({ comments: [] });
  expect(await remove('engines', grace)).toMatchObject(noComment);
});
