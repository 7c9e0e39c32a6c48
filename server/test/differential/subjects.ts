import { contract, type ContractRouter, mutation, query, subscription } from '@hybrid/contracts/kernel';
import { tracked } from '@trpc/server';
import { z } from 'zod';
import { failure } from '../../src/platform/failure.ts';
import { implement } from '../../src/platform/rpc/implement.ts';

const Note = z.object({
  text: z.string().max(200),
  color: z.string().optional(),
  tags: z.array(z.string()).optional(),
});
const errors = {
  NOT_THERE: { status: 404, data: z.object({ id: z.string() }) },
  TAKEN: { status: 409, message: 'Somebody has it.' },
} as const;

const read = contract({
  none: query({ access: 'anonymous', output: z.null() }),
  echo: query({ access: 'anonymous', input: Note, output: Note }),
  maybe: query({ access: 'public', input: z.string().optional(), output: z.string() }),
  nothing: query({ access: 'anonymous', input: z.unknown(), output: z.undefined() }),
  large: query({ access: 'anonymous', input: z.number().int().min(0).max(3000), output: z.array(z.string()) }),
  slow: query({ access: 'public', input: z.number().min(0).max(8), output: z.number() }),
  fails: query({ access: 'anonymous', input: z.enum(['NOT_THERE', 'TAKEN']), output: z.null(), errors }),
  breaks: query({ access: 'anonymous', input: z.enum(['error', 'text', 'undeclared', 'output']), output: z.null() }),
  unwritable: query({ access: 'anonymous', output: z.any() }),
  mine: query({ access: 'user', input: z.string(), output: z.string() }),
  staff: query({ access: 'admin', output: z.null() }),
  old: query({
    access: 'anonymous',
    output: z.null(),
    deprecated: { since: '2026-01-01', sunset: '2027-01-01', instead: 'read.none' },
  }),
  kept: query({ access: 'anonymous', output: z.string(), cache: { maxAge: 60, staleWhileRevalidate: 600 } }),
  keptMine: query({ access: 'public', output: z.null(), cache: { maxAge: 10 } }),
  older: query({
    access: 'anonymous',
    output: z.null(),
    deprecated: { since: '2025-01-01', sunset: '2026-12-31', instead: 'read.none' },
  }),
});
/** What only its own tests call. */
const apart = contract({
  counted: query({ access: 'anonymous', output: z.null(), limit: '2/minute' }),
  waits: query({ access: 'anonymous', output: z.null() }),
});
const change = contract({
  write: mutation({ access: 'public', input: Note, output: z.object({ length: z.number() }) }),
  bare: mutation({ access: 'anonymous', output: z.string() }),
  small: mutation({ access: 'anonymous', input: z.string(), output: z.number(), bodyBytesMax: 200 }),
  fails: mutation({ access: 'anonymous', input: z.unknown(), output: z.null(), errors }),
  mine: mutation({ access: 'user', input: Note, output: z.null() }),
  begin: mutation({ access: 'public', input: z.string(), output: z.string().nullable() }),
});
const live = contract({
  three: subscription({
    access: 'anonymous',
    input: z.object({ lastEventId: z.string().optional() }),
    output: z.number(),
  }),
});

/** The router that a typed client of them is made for. */
export type SubjectRouter = ContractRouter<{ read: typeof read; change: typeof change }>;

/** What all the requests are about, by the kind that is called. */
export const names = {
  queries: Object.keys(read).map((name) => `read.${name}`),
  mutations: Object.keys(change).map((name) => `change.${name}`),
  streams: ['live.three'],
};

type Ran = (name: string, input: unknown) => void;

/** Procedures of every sort. `ran` hears of each that is carried out, and with what. */
export function proceduresHeardBy(ran: Ran) {
  const heard = <T>(name: string, input: unknown, output: T): T => {
    ran(name, input);
    return output;
  };
  const ofRead = implement(read, {
    none: () => heard('none', undefined, null),
    echo: (_ctx, input) => heard('echo', input, input),
    maybe: (_ctx, input) => heard('maybe', input, input ?? 'nothing'),
    nothing: (_ctx, input) => heard('nothing', input, undefined),
    large: (_ctx, input) => Array.from({ length: input }, (_, index) => `${index} Ünïcode 🐘 \u2028 "quoted"`),
    async slow(_ctx, input) {
      // The later ones of a batch are done before the earlier ones.
      await new Promise((resolve) => setTimeout(resolve, 8 - input));
      return heard('slow', input, input);
    },
    fails: (_ctx, name) => {
      throw name === 'TAKEN' ? failure(read.fails, 'TAKEN') : failure(read.fails, 'NOT_THERE', { id: 'x' });
    },
    breaks: (_ctx, how) => breakAs(how),
    unwritable: () => 1n,
    mine: (ctx, input) => `${ctx.user.username} ${input}`,
    staff: () => null,
    old: () => null,
    older: () => null,
    kept: () => 'kept '.repeat(400),
    keptMine: () => null,
  });
  const ofChange = implement(change, {
    write: (_ctx, input) => heard('write', input, { length: input.text.length }),
    bare: () => heard('bare', undefined, 'done'),
    small: (_ctx, input) => heard('small', input, input.length),
    fails: () => {
      throw failure(change.fails, 'TAKEN');
    },
    mine: (_ctx, input) => heard('mine', input, null),
    begin: (ctx, input) => heard('begin', input, ctx.session.begin(`token-${input}`)),
  });
  const ofLive = implement(live, {
    async *three(_ctx, { lastEventId }) {
      for (const count of [1, 2, 3]) if (String(count) > (lastEventId ?? '')) yield tracked(String(count), count);
    },
  });
  return {
    read: { ...ofRead.procedures, ...apartHeardBy(ran) },
    change: ofChange.procedures,
    live: ofLive.procedures,
  };
}

function apartHeardBy(ran: Ran) {
  return implement(apart, {
    counted: () => null,
    async waits({ signal }) {
      ran('waits', undefined);
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      ran('left', undefined);
      return null;
    },
  }).procedures;
}

function breakAs(how: 'error' | 'text' | 'undeclared' | 'output'): null {
  if (how === 'error') throw new Error('A bug.');
  // What is thrown may be anything.
  // oxlint-disable-next-line no-throw-literal, typescript/only-throw-error
  if (how === 'text') throw 'a text';
  if (how === 'undeclared') throw failure(read.fails, 'TAKEN');
  return 'no null' as unknown as null;
}
