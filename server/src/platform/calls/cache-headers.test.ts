import { type AnyProcedure, mutation, query } from '@hybrid/contracts/kernel';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { restCaching, rpcCaching } from './cache-headers.ts';

const output = z.null();
const tags = query({ access: 'anonymous', output, cache: { maxAge: 60, staleWhileRevalidate: 30 } });
const words = query({ access: 'anonymous', output, cache: { maxAge: 10 } });
const news = query({ access: 'anonymous', output });
const profile = query({ access: 'public', output, cache: { maxAge: 5 } });
const settings = query({ access: 'user', output });
const write = mutation({ access: 'user', output });

const whoAsks = 'Cookie, Authorization';
const unkept = { 'Cache-Control': 'no-store' };

test.each<[string, AnyProcedure[], string, string | undefined]>([
  ['what is everybody’s', [tags], 'public, max-age=60, stale-while-revalidate=30', 'hybrid-contract'],
  ['what is everybody’s, twice', [tags, words], 'public, max-age=10', 'hybrid-contract'],
  ['what knows who asks', [profile], 'private, max-age=5', `${whoAsks}, hybrid-contract`],
  [
    'what is somebody’s among what is everybody’s',
    [tags, profile],
    'private, max-age=5',
    `${whoAsks}, hybrid-contract`,
  ],
  ['what states no cache', [news], 'private, no-cache', undefined],
  ['what states none, of somebody', [settings], 'private, no-cache', whoAsks],
  ['what states none among what does', [tags, settings], 'private, no-cache', whoAsks],
])('%s is kept as the strictest of its procedures says', (_, procedures, control, vary) => {
  const answered = { method: 'GET', hasFailed: false };
  const expected = { 'Cache-Control': control, ...(vary !== undefined && { Vary: vary }) };
  expect(restCaching(procedures, answered)).toEqual(expected);
  expect(restCaching(procedures, { ...answered, method: 'HEAD' })).toEqual(expected);
  const inForms = ['trpc-accept, accept', ...(vary ?? '').split(', ').filter(Boolean)].join(', ');
  expect(rpcCaching(procedures, answered)).toEqual({ 'Cache-Control': control, Vary: inForms });
});

test.each<[string, AnyProcedure[], string, boolean]>([
  ['a write', [write], 'GET', false],
  ['a read that was sent as a write is', [tags], 'POST', false],
  ['a failure', [tags], 'GET', true],
  ['a batch in which one is a write', [tags, write], 'GET', false],
  ['the answer of nothing', [], 'GET', false],
])('%s is kept by nobody', (_, procedures, method, hasFailed) => {
  expect(rpcCaching(procedures, { method, hasFailed })).toEqual(unkept);
});
