import { expect, test } from 'vitest';
import { endpointOf } from './endpoint.ts';

test.each([
  ['https://conduit.example', 'https://conduit.example/api/trpc'],
  ['https://conduit.example/', 'https://conduit.example/api/trpc'],
  ['https://conduit.example/api/trpc', 'https://conduit.example/api/trpc'],
  ['http://127.0.0.1:3000/api/trpc/', 'http://127.0.0.1:3000/api/trpc'],
  [new URL('https://conduit.example'), 'https://conduit.example/api/trpc'],
])('%s is called at %s', (url, expected) => {
  expect(endpointOf(url)).toBe(expected);
});

test.each([
  ['', 'nothing'],
  ['conduit.example', 'no scheme'],
  ['localhost:3000', 'a scheme that is none'],
  ['/api/trpc', 'no origin'],
  ['ftp://conduit.example', 'another scheme'],
  ['https://conduit.example/api', 'the REST face'],
  ['https://conduit.example/blog', 'another path'],
  ['https://conduit.example/?a=1', 'a query'],
  ['https://conduit.example/#top', 'a fragment'],
  ['https://ada:secret@conduit.example', 'a password, which fetch refuses'],
])('"%s" is no address of a deployment: %s', (url) => {
  expect(() => endpointOf(url)).toThrow(/is not the address of a deployment: give its origin, such as https:/);
});
