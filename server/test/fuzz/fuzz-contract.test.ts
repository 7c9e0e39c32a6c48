import { contract, mutation, query, subscription } from '@hybrid/contracts/kernel';
import { tracked } from '@trpc/server';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { implement } from '../../src/platform/rpc/implement.ts';
import type { CompiledRecord } from '../../src/platform/rpc/implement.ts';
import { failure } from '../../src/platform/failure.ts';
import { startHost } from '../host.ts';
import { serveProcedures } from '../serve-procedures.ts';
import { createCallers } from './callers.ts';
import { fuzzContract } from './fuzz-contract.ts';

const input = z.object({ text: z.string().max(20), count: z.int().min(0).max(9).optional() });
const output = z.object({ id: z.string() });
const errors = { FULL: { status: 409, data: z.object({ max: z.int() }) } } as const;
const notes = contract({
  read: query({ access: 'public', input, output }),
  add: mutation({ access: 'user', input, output, errors, idempotent: true }),
  steer: mutation({ access: 'operator', output: z.null() }),
  watch: subscription({ access: 'user', input, output }),
});

let made = 0;
const honest = implement(notes, {
  read: (_, { text }) => ({ id: text }),
  add: (_, { count }) => {
    if (count === 9) throw failure(notes.add, 'FULL', { max: 9 });
    return { id: String((made += 1)) };
  },
  steer: () => null,
  async *watch(_, { text }) {
    yield tracked('1', { id: text });
  },
});

/** Serves procedures, and holds them against the contract. */
async function fuzz(procedures: CompiledRecord): Promise<Map<string, { taken: number; answered: number }>> {
  const host = await startHost();
  const url = await serveProcedures(host.services, { notes: procedures });
  return fuzzContract({ url, contract: { notes }, callers: createCallers(host), runs: 60, seed: 1 });
}

test('a server that keeps what its contract promises passes', async () => {
  const tallies = await fuzz(honest.procedures);
  expect([...tallies.keys()]).toEqual(['notes.read', 'notes.add', 'notes.steer', 'notes.watch']);
  for (const { taken, answered } of tallies.values()) {
    expect(taken).toBeGreaterThan(5);
    expect(answered).toBeGreaterThan(5);
  }
});

type Serving = Parameters<typeof implement>[0];

/** What does not fit its contract does not compile: here it is served all the same. */
function serving(own: Serving, handlers: object): CompiledRecord {
  return implement(own, handlers as never).procedures;
}

/** Serves `add`, so that it fails by a name which its own contract declares. */
function failing(name: string, declaration: { status: 409 | 422 }): CompiledRecord {
  const procedure = mutation({ access: 'user', input, output, errors: { [name]: declaration } });
  const add = () => {
    throw failure(procedure, name as never);
  };
  return serving({ add: procedure }, { add });
}

async function* once(data: unknown) {
  yield tracked('1', data);
}

const faults: [fault: string, procedures: CompiledRecord, says: string, call: RegExp][] = [
  [
    'a failure of its own for some input',
    serving(
      { read: notes.read },
      { read: (_: unknown, { count }: { count?: number }) => (count === 7 ? null : { id: '' }) },
    ),
    'It failed with 500.',
    /api\.notes\.read\.query\(\{"text":"[^"]{0,20}","count":7\}\)/,
  ],
  [
    'an error that nobody declared',
    failing('EMPTY', { status: 422 }),
    'It failed with EMPTY, which nobody declared.',
    /api\.notes\.add\.mutate\(\{"text":"[^"]{0,20}"\}\)/,
  ],
  [
    'a declared error with another status',
    failing('FULL', { status: 422 }),
    'FULL came with status 422 instead of 409.',
    /-X POST '\S+\/notes\.add'/,
  ],
  [
    'a declared error with other data',
    failing('FULL', { status: 409 }),
    'The data of FULL is another than declared',
    /-H 'authorization: Bearer \S+'/,
  ],
  [
    'an answer of another kind',
    serving({ read: query({ access: 'public', input, output: z.null() }) }, { read: () => null }),
    'The answer is another than declared',
    /curl -i '\S+\/notes\.read\?input=%7B%22text%22%3A\S+'/,
  ],
  [
    'an event of another kind',
    serving({ watch: subscription({ access: 'user', input, output: z.null() }) }, { watch: () => once(null) }),
    'The answer is another than declared',
    /api\.notes\.watch\.subscribe\(\{"text":"[^"]{0,20}"\}\)/,
  ],
  [
    'a door that is open to too many',
    serving({ steer: mutation({ access: 'viewer', output: z.null() }) }, { steer: () => null }),
    'Whatever is sent, FORBIDDEN has to be said, and it was an answer.\nviewer called:',
    /api\.notes\.steer\.mutate\(\)/,
  ],
  [
    'a stream that is open to everybody',
    serving({ watch: subscription({ access: 'public', input, output }) }, { watch: () => once({ id: '' }) }),
    'Whatever is sent, UNAUTHORIZED has to be said, and it was an answer.\nnobody called:',
    /api\.notes\.watch\.subscribe/,
  ],
  [
    'a door that is closed to whom it should let in',
    serving({ read: query({ access: 'user', input, output }) }, { read: () => ({ id: '' }) }),
    'Who calls may call, and was refused with UNAUTHORIZED.\nnobody called:',
    /api\.notes\.read\.query/,
  ],
  [
    'a procedure that reads what its schema refuses',
    serving({ read: query({ access: 'public', input: z.unknown(), output }) }, { read: () => ({ id: '' }) }),
    'What the schema refuses is INVALID_INPUT, and it was an answer.',
    /api\.notes\.read\.query/,
  ],
  [
    'a write that is carried out twice under one key',
    serving({ add: mutation({ access: 'user', input, output }) }, { add: () => ({ id: String((made += 1)) }) }),
    'Sent again under the same key, it was answered otherwise',
    /-H 'idempotency-key: [0-9a-f-]{36}'/,
  ],
];

test.each(faults)('%s is found, with the smallest call, to be copied', async (_, own, says, call) => {
  const error = await fuzz({ ...honest.procedures, ...own }).then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Error)) throw new Error('The fault was not found.');
  expect(error.message).toMatch(/seed: \d+, path: "/);
  const { message } = error.cause as Error;
  expect(message).toContain(says);
  expect(message).toMatch(call);
});
