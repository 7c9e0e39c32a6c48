import { expect, test } from 'vitest';
import { createRouteTable, parameterNames } from './route-table.ts';

const route = (name: string, place: string) => {
  const [method = '', path = ''] = place.split(' ');
  return { name, method, path };
};

const find = createRouteTable([
  route('list', 'GET /shelves'),
  route('create', 'POST /shelves'),
  route('newest', 'GET /shelves/newest'),
  route('byShelf', 'GET /shelves/{shelf}'),
  route('edit', 'PUT /shelves/{shelf}'),
  route('books', 'GET /shelves/{shelf}/books'),
  route('book', 'DELETE /shelves/{place}/books/{id}'),
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
  ['GET /shelves', ['list', {}]],
  ['POST /shelves', ['create', {}]],
  ['GET /shelves/', ['list', {}]],
  ['GET /shelves/engines', ['byShelf', { shelf: 'engines' }]],
  ['PUT /shelves/engines', ['edit', { shelf: 'engines' }]],
  ['GET /shelves/engines/books', ['books', { shelf: 'engines' }]],
  ['DELETE /shelves/engines/books/7', ['book', { place: 'engines', id: '7' }]],
  ['GET /a/1/c/2/e', ['deep', { b: '1', d: '2' }]],
])('%s is found, with its parameters', (place, expected) => {
  expect(found(place)).toEqual(expected);
});

test('a word beats a parameter, and what only the parameter leads to is still found', () => {
  expect(found('GET /shelves/newest')).toEqual(['newest', {}]);
  expect(found('GET /shelves/%6eewest')).toEqual(['newest', {}]);
  expect(found('PUT /shelves/newest')).toEqual(['GET']);
  expect(found('GET /shelves/newest/books')).toEqual(['books', { shelf: 'newest' }]);
});

test('a parameter is decoded by itself: a slash stays inside, and what is no UTF-8 is none', () => {
  expect(found('GET /shelves/a%2Fb')).toEqual(['byShelf', { shelf: 'a/b' }]);
  expect(found('GET /shelves/%E6%97%A5')).toEqual(['byShelf', { shelf: '日' }]);
  for (const part of ['%', '%zz', '%ff', '%ed%a0%80'])
    expect(found(`GET /shelves/${part}`)).toEqual(['byShelf', { shelf: null }]);
});

test.each([
  '/',
  '',
  '/shelf',
  '/Shelves',
  '/shelves//books',
  '/shelves/x/books/1/2',
  '/a',
  '/a/1/c',
  '/%ff',
  '/__proto__',
])('nothing is found at %s', (path) => {
  expect(find(path)).toBeNull();
});

test('a path that another method has is found without a route', () => {
  expect(found('PATCH /shelves')).toEqual(['GET', 'POST']);
  expect(found('GET /shelves/engines/books/7')).toEqual(['DELETE']);
});

test('two routes that answer to the same are refused, whatever they call their parameters', () => {
  const same = [route('shelves.byShelf', 'GET /shelves/{shelf}'), route('shelves.byId', 'GET /shelves/{id}')];
  expect(() => createRouteTable(same)).toThrow('shelves.byId and shelves.byShelf both answer to GET /shelves/{id}.');
});

test('the parameters of a path are named', () => {
  expect(parameterNames('/shelves/{shelf}/books/{id}')).toEqual(['shelf', 'id']);
  expect(parameterNames('/shelves')).toEqual([]);
});
