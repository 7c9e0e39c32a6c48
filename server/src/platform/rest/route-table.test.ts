import { expect, test } from 'vitest';
import { createRouteTable, parameterNames } from './route-table.ts';

const route = (name: string, place: string) => {
  const [method = '', path = ''] = place.split(' ');
  return { name, method, path };
};

const find = createRouteTable([
  route('list', 'GET /articles'),
  route('create', 'POST /articles'),
  route('feed', 'GET /articles/feed'),
  route('bySlug', 'GET /articles/{slug}'),
  route('edit', 'PUT /articles/{slug}'),
  route('comments', 'GET /articles/{slug}/comments'),
  route('comment', 'DELETE /articles/{article}/comments/{id}'),
  route('deep', 'GET /a/{b}/c/{d}/e'),
]);

/** What is found for a place: the route's name and its parameters. */
function found(place: string): [string, Record<string, string | null>] | string[] | null {
  const [method = '', path = ''] = place.split(' ');
  const routes = find(path);
  if (!routes) return null;
  const one = routes.byMethod.get(method);
  return one ? [one.name, Object.fromEntries(routes.parametersOf(one))] : [...routes.byMethod.keys()];
}

test.each([
  ['GET /articles', ['list', {}]],
  ['POST /articles', ['create', {}]],
  ['GET /articles/', ['list', {}]],
  ['GET /articles/engines', ['bySlug', { slug: 'engines' }]],
  ['PUT /articles/engines', ['edit', { slug: 'engines' }]],
  ['GET /articles/engines/comments', ['comments', { slug: 'engines' }]],
  ['DELETE /articles/engines/comments/7', ['comment', { article: 'engines', id: '7' }]],
  ['GET /a/1/c/2/e', ['deep', { b: '1', d: '2' }]],
])('%s is found, with its parameters', (place, expected) => {
  expect(found(place)).toEqual(expected);
});

test('a word beats a parameter, and what only the parameter leads to is still found', () => {
  expect(found('GET /articles/feed')).toEqual(['feed', {}]);
  expect(found('GET /articles/%66eed')).toEqual(['feed', {}]);
  expect(found('PUT /articles/feed')).toEqual(['GET']);
  expect(found('GET /articles/feed/comments')).toEqual(['comments', { slug: 'feed' }]);
});

test('a parameter is decoded by itself: a slash stays inside, and what is no UTF-8 is none', () => {
  expect(found('GET /articles/a%2Fb')).toEqual(['bySlug', { slug: 'a/b' }]);
  expect(found('GET /articles/%E6%97%A5')).toEqual(['bySlug', { slug: '日' }]);
  for (const part of ['%', '%zz', '%ff', '%ed%a0%80'])
    expect(found(`GET /articles/${part}`)).toEqual(['bySlug', { slug: null }]);
});

test.each([
  '/',
  '',
  '/article',
  '/Articles',
  '/articles//comments',
  '/articles/x/comments/1/2',
  '/a',
  '/a/1/c',
  '/%ff',
  '/__proto__',
])('nothing is found at %s', (path) => {
  expect(find(path)).toBeNull();
});

test('a path that another method has is found without a route', () => {
  expect(found('PATCH /articles')).toEqual(['GET', 'POST']);
  expect(found('GET /articles/engines/comments/7')).toEqual(['DELETE']);
});

test('two routes that answer to the same are refused, whatever they call their parameters', () => {
  const same = [route('articles.bySlug', 'GET /articles/{slug}'), route('articles.byId', 'GET /articles/{id}')];
  expect(() => createRouteTable(same)).toThrow('articles.byId and articles.bySlug both answer to GET /articles/{id}.');
});

test('the parameters of a path are named', () => {
  expect(parameterNames('/articles/{slug}/comments/{id}')).toEqual(['slug', 'id']);
  expect(parameterNames('/articles')).toEqual([]);
});
