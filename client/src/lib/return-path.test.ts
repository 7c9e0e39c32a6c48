import { expect, test } from 'vitest';
import { returnPath, signInPath } from './return-path.ts';

const origin = 'https://conduit.example';

test.each([
  ['/shelf/a-name?x=1', '/shelf/a-name?x=1'],
  ['https://evil.example/', '/'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['/\t/evil.example', '/'],
  ['/.//evil.example', '/'],
  ['/a/..//evil.example', '/'],
  ['javascript:alert(1)', '/'],
  ['', '/'],
])('signing in leads from %j to %j, never to another site', (wanted, expected) => {
  expect(returnPath(new URLSearchParams({ return: wanted }), origin)).toBe(expected);
});

test('a page and its query come back from the sign-in page', () => {
  const path = signInPath({ pathname: '/', search: '?page=2' });
  expect(returnPath(new URL(path, origin).searchParams, origin)).toBe('/?page=2');
});
