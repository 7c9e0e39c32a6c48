import { expect, test } from 'vitest';
import { nextPath, pathOfPage } from './next-path.ts';

test.each([
  ['/admin', '/admin'],
  ['/admin/', '/admin/'],
  ['/admin/users?q=ada&role=user', '/admin/users?q=ada&role=user'],
  ['/admin?x=1', '/admin?x=1'],
  ['/admin/jobs#attempt-2', '/admin/jobs'],
])('%s is a page to come back to', (given, expected) => {
  expect(nextPath(given)).toBe(expected);
});

test.each([
  '//evil.example',
  '///evil.example/admin',
  '//evil.example/admin/users',
  '/\\evil.example',
  '\\\\evil.example',
  '/admin\\..\\..\\evil',
  'https://evil.example/admin',
  'HTTPS:/evil.example',
  'javascript:alert(1)',
  'data:text/html,x',
  '/\t/evil.example',
  '/admin\n//evil.example',
  '/admin\u0000',
  '/admin/../settings',
  '/admin/%2e%2e/settings',
  '/admin/..//evil.example',
  '/adminx',
  '/admin@evil.example',
  '/settings',
  '',
  ' /admin/users',
  '/admin/sign-in?next=/admin/sign-in',
  '/admin/sign-out',
  undefined,
  null,
  ['/admin/users'],
])('%j leads to the first page', (given) => {
  expect(nextPath(given)).toBe('/admin');
});

test('an htmx request comes back to the page it was made from, as far as that is one of the admin', () => {
  expect(pathOfPage('https://conduit.example/admin/users?q=a')).toBe('/admin/users?q=a');
  expect(pathOfPage('https://conduit.example/settings')).toBe('/admin');
  expect(pathOfPage('nonsense')).toBe('/admin');
  expect(pathOfPage(undefined)).toBe('/admin');
});
