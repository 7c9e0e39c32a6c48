import { type AnyProcedure, mutation, query, type RestWording, subscription } from '@hybrid/contracts/kernel';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { compile } from '../rpc/compile.ts';
import { operationsOf } from './operation.ts';

const wording: RestWording = { title: 'T', description: 'D', shapes: new Map(), errors: {}, examples: {} };
const operationOf = (procedure: AnyProcedure) =>
  operationsOf({ group: { one: compile(procedure, () => null) } }, wording);

const output = z.null();
const input = z.object({ id: z.number().int(), name: z.string(), tags: z.array(z.string()) });

test('of a read, what is not in the path is in the query; of a write, in the body', () => {
  const read = query({ access: 'public', input, output, http: { method: 'GET', path: '/things/{id}' } });
  const write = mutation({ access: 'user', input, output, http: { method: 'PUT', path: '/things/{id}' } });
  const remove = mutation({
    access: 'user',
    input,
    output,
    http: { method: 'DELETE', path: '/things/{id}', status: 204 },
  });
  const names = (fields: readonly { name: string }[]) => fields.map(({ name }) => name);
  const placed = [read, write, remove].flatMap(operationOf).map(({ inPath, inQuery, hasBody, status }) => {
    return { inPath: names(inPath), inQuery: names(inQuery), hasBody, status };
  });
  expect(placed).toEqual([
    { inPath: ['id'], inQuery: ['name', 'tags'], hasBody: false, status: 200 },
    { inPath: ['id'], inQuery: [], hasBody: true, status: 200 },
    { inPath: ['id'], inQuery: ['name', 'tags'], hasBody: false, status: 204 },
  ]);
});

test('a write whose whole input stands in the path reads no body', () => {
  const follow = mutation({
    access: 'user',
    input: input.pick({ id: true }),
    output,
    http: { method: 'POST', path: '/{id}' },
  });
  expect(operationOf(follow)).toMatchObject([{ hasBody: false }]);
});

test('the fields of a choice between inputs are all known', () => {
  const either = z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('a'), from: z.string() }),
    z.object({ kind: z.literal('b'), count: z.number() }),
  ]);
  const read = query({ access: 'public', input: either, output, http: { method: 'GET', path: '/things' } });
  expect(operationOf(read)[0]?.inQuery).toEqual([
    { field: 'kind', name: 'kind', kind: 'text', items: 'text' },
    { field: 'from', name: 'from', kind: 'text', items: 'text' },
    { field: 'count', name: 'count', kind: 'number', items: 'text' },
  ]);
});

test('what has no place in the REST face is left out', () => {
  expect(operationOf(query({ access: 'public', output }))).toEqual([]);
});

test.each<[string, AnyProcedure]>([
  ['a GET changes nothing', mutation({ access: 'user', output, http: { method: 'GET', path: '/things' } })],
  ['a stream has no single answer', subscription({ access: 'user', output, http: { method: 'GET', path: '/things' } })],
  [
    'its input has no field place',
    query({ access: 'public', input, output, http: { method: 'GET', path: '/things/{place}' } }),
  ],
  [
    'its field filter cannot be written as text',
    query({
      access: 'public',
      input: z.object({ filter: z.object({ tag: z.string() }) }),
      output,
      http: { method: 'GET', path: '/things' },
    }),
  ],
])('a mapping that cannot work is refused at start: %s', (reason, procedure) => {
  expect(() => operationOf(procedure)).toThrow(reason);
});
