import { expect, test } from 'vitest';
import { z } from 'zod';
import { only, problemsOf } from '../../test/problems-of.ts';
import { type AnyProcedure, mutation, query } from '../kernel/procedure.ts';
import { describeContract } from './describe.ts';

const Output = z.object({ id: z.string() });
const sunset = { since: '2026-09-01', sunset: '2026-12-01', instead: 'Call the other one.' };
const asked = query({ access: 'user', output: Output });
const done = mutation({ access: 'user', output: Output });

test.each<[string, AnyProcedure, string]>([
  ['a limit of nothing', { ...asked, limit: '0/hour' }, '"0/hour" is no rate'],
  ['a limit of halves', { ...asked, limit: { rate: '1.5/hour', bucket: 'b' } }, '"1.5/hour" is no rate'],
  ['an idempotent query', { ...asked, idempotent: true }, 'A query cannot be idempotent by a key'],
  [
    'an idempotent subscription',
    { ...asked, kind: 'subscription', idempotent: true },
    'A subscription cannot be idempotent',
  ],
  [
    'an idempotent mutation for everybody',
    { ...done, access: 'public', idempotent: true },
    'It is open to whoever is not signed in',
  ],
  [
    'an idempotent mutation for nobody',
    { ...done, access: 'anonymous', idempotent: true },
    'It is open to whoever is not signed in',
  ],
  ['a cache of a mutation', { ...done, cache: { maxAge: 60 } }, 'The answer of a mutation cannot be used again'],
  [
    'a cache of a subscription',
    { ...asked, kind: 'subscription', cache: { maxAge: 60 } },
    'The answer of a subscription cannot be used again',
  ],
  ['a cache that ended before it began', { ...asked, cache: { maxAge: -1 } }, 'are whole seconds, up to a year'],
  ['a cache of half a second', { ...asked, cache: { maxAge: 0.5 } }, 'are whole seconds, up to a year'],
  ['a cache of milliseconds', { ...asked, cache: { maxAge: 86_400_000 } }, 'are whole seconds, up to a year'],
  [
    'a cache that is stale for less than nothing',
    { ...asked, cache: { maxAge: 1, staleWhileRevalidate: -1 } },
    'are whole seconds, up to a year',
  ],
  ['a cache of no time', { ...asked, cache: { maxAge: 0 } }, 'A cache of no time'],
  [
    'a deprecation on no day',
    { ...asked, deprecated: { ...sunset, since: 'yesterday' } },
    'since and sunset of a deprecation are days',
  ],
  [
    'a sunset on no day',
    { ...asked, deprecated: { ...sunset, sunset: '2026-13-01' } },
    'since and sunset of a deprecation are days',
  ],
  [
    'a sunset on the last of February but two',
    { ...asked, deprecated: { ...sunset, sunset: '2027-02-30' } },
    'since and sunset of a deprecation are days',
  ],
  [
    'a sunset that was before',
    { ...asked, deprecated: { ...sunset, sunset: '2026-09-01' } },
    'has to come after the day it was deprecated',
  ],
  [
    'a deprecation that leaves people alone',
    { ...asked, deprecated: { ...sunset, instead: ' ' } },
    'has to say what to do instead',
  ],
  ['an error of the platform', { ...asked, errors: { NOT_FOUND: { status: 404 } } }, 'It declares NOT_FOUND'],
])('%s is refused', (_, call, says) => {
  const [problem, ...others] = problemsOf(only(call));
  expect(problem).toMatch(/^demo\.call: /);
  expect(problem).toContain(says);
  expect(others).toEqual([]);
});

test('what is stated well is described, and what is not stated is left out', () => {
  const { procedures } = describeContract(
    only({
      ...done,
      limit: { rate: '5/minute', bucket: 'writes' },
      idempotent: true,
      deprecated: sunset,
      bodyBytesMax: 2000,
      http: { method: 'PUT', path: '/x' },
    }),
  );
  expect(procedures['demo.call']).toEqual({
    kind: 'mutation',
    access: 'user',
    output: { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] },
    limit: { rate: '5/minute', bucket: 'writes' },
    idempotent: true,
    deprecated: sunset,
    bodyBytesMax: 2000,
    http: { method: 'PUT', path: '/x', status: 200 },
  });
  const cache = { maxAge: 60, staleWhileRevalidate: 300 };
  expect(describeContract(only({ ...asked, cache })).procedures['demo.call']).toMatchObject({ cache });
  expect(describeContract(only(asked)).procedures['demo.call']).toEqual({
    kind: 'query',
    access: 'user',
    output: { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] },
  });
});
