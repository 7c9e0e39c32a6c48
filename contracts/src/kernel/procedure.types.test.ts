import type { createTRPCClient } from '@trpc/client';
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import { expectTypeOf, test } from 'vitest';
import { z } from 'zod';
import type { ContractRouter } from './router-type.ts';
import { declaredError } from './errors.ts';
import { event, type PayloadOf } from './event.ts';
import { Instant } from './instant.ts';
import { contract, mutation, query, subscription } from './procedure.ts';

const items = contract({
  byId: query({
    access: 'public',
    input: z.object({ id: z.string() }),
    output: z.object({ title: z.string(), at: Instant }),
    errors: { ITEM_NOT_FOUND: { status: 404, data: z.object({ id: z.string() }) } },
  }),
  count: query({ access: 'anonymous', output: z.number() }),
  rename: mutation({
    access: 'user',
    input: z.object({ id: z.string(), title: z.string().default('') }),
    output: z.null(),
  }),
  changes: subscription({
    access: 'user',
    input: z.object({ lastEventId: z.string().nullish() }).optional(),
    output: z.object({ id: z.string() }),
  }),
});
interface Router extends ContractRouter<{ items: typeof items }> {}
type Client = ReturnType<typeof createTRPCClient<Router>>;

test('a client knows the input and output of each procedure as they go over the wire', () => {
  expectTypeOf<Client['items']['byId']['query']>().parameter(0).toEqualTypeOf<{ id: string }>();
  expectTypeOf<ReturnType<Client['items']['byId']['query']>>().resolves.toEqualTypeOf<{ title: string; at: string }>();
  expectTypeOf<ReturnType<Client['items']['count']['query']>>().resolves.toEqualTypeOf<number>();
  expectTypeOf<Client['items']['rename']['mutate']>()
    .parameter(0)
    .toEqualTypeOf<{ id: string; title?: string | undefined }>();
});

test('what a client gets wrong does not compile', () => {
  const calls = (client: Client) => [
    // @ts-expect-error the input has another type
    () => client.items.byId.query({ id: 1 }),
    // @ts-expect-error the input is missing
    () => client.items.byId.query(),
    // @ts-expect-error there is no such procedure
    () => client.items.nothing.query(),
    // @ts-expect-error there is no such group
    () => client.nothing.byId.query({ id: 'a' }),
    // @ts-expect-error a query is not called as a mutation
    () => client.items.byId.mutate({ id: 'a' }),
    // @ts-expect-error the output has no such field
    () => client.items.byId.query({ id: 'a' }).then((item) => item.nothing),
    // @ts-expect-error an instant is a string on the wire
    () => client.items.byId.query({ id: 'a' }).then((item) => item.at.getTime()),
    // @ts-expect-error an event's data has no such field
    () => client.items.changes.subscribe(undefined, { onData: (told) => told.data.nothing }),
  ];
  expectTypeOf(calls).toBeFunction();
});

test('an error that the procedure does not declare is no name to compare with', () => {
  const read = (error: unknown) => {
    const found = declaredError(items.byId, error);
    if (found?.name === 'ITEM_NOT_FOUND') expectTypeOf(found.data).toEqualTypeOf<{ id: string }>();
    // @ts-expect-error the procedure declares no such error
    const isOther = found?.name === 'NOT_DECLARED';
    // @ts-expect-error a procedure that declares no error has none of any name
    return isOther || declaredError(items.count, error)?.name === 'NOT_DECLARED';
  };
  expectTypeOf(read).toBeFunction();
  expectTypeOf(declaredError(items.count, null)).toBeNull();
});

test('a procedure that does not say who may call does not compile', () => {
  const wrong = [
    // @ts-expect-error access is required
    () => query({ output: z.string() }),
    // @ts-expect-error there is no such role
    () => query({ access: 'everyone', output: z.string() }),
  ];
  expectTypeOf(wrong).toBeArray();
});

test('what a procedure states beside its schemas has to make sense', () => {
  const deprecated = { since: '2026-11-01', sunset: '2027-02-01', instead: 'Ask items.list.' };
  const text = { input: z.object({ text: z.string() }), output: z.object({ id: z.string() }) };
  const right = mutation({
    access: 'user',
    ...text,
    limit: { rate: '30/hour', bucket: 'items' },
    idempotent: true,
    deprecated,
    examples: [{ summary: 'One', input: { text: 'a' }, output: { id: '1' } }],
  });
  expectTypeOf(right.kind).toEqualTypeOf<'mutation'>();
  const wrong = [
    // @ts-expect-error a week is no span
    () => mutation({ access: 'user', ...text, limit: '30/week' }),
    // @ts-expect-error a read has no effect to be had once
    () => query({ access: 'user', ...text, idempotent: true }),
    // @ts-expect-error nobody has no answer kept
    () => mutation({ access: 'public', ...text, idempotent: true }),
    // @ts-expect-error the answer of a write is not used again
    () => mutation({ access: 'user', ...text, cache: { maxAge: 60 } }),
    // @ts-expect-error a cache says for how long
    () => query({ access: 'user', ...text, cache: { staleWhileRevalidate: 60 } }),
    // @ts-expect-error a deprecation has to say what to do instead
    () => query({ access: 'user', ...text, deprecated: { since: '2026-11-01', sunset: '2027-02-01' } }),
    // @ts-expect-error the input of an example has another type
    () => query({ access: 'user', ...text, examples: [{ summary: 'One', input: { text: 1 }, output: { id: '1' } }] }),
    // @ts-expect-error the output of an example lacks a field
    () => query({ access: 'user', ...text, examples: [{ summary: 'One', input: { text: 'a' }, output: {} }] }),
    // @ts-expect-error nothing is sent, and so no example sends something
    () => query({ access: 'user', output: z.null(), examples: [{ summary: 'One', input: { a: 1 }, output: null }] }),
  ];
  expectTypeOf(wrong).toBeArray();
});

test('an event has the payload of its schema, and a topic that the payload can fill', () => {
  const renamed = event({
    name: 'items.renamed',
    topic: 'item:{id}',
    access: 'user',
    payload: z.object({ id: z.string() }),
  });
  expectTypeOf<PayloadOf<typeof renamed>>().toEqualTypeOf<{ id: string }>();
  // @ts-expect-error the payload holds no `owner`
  event({ name: 'items.renamed', topic: 'user:{owner}', access: 'user', payload: z.object({ id: z.string() }) });
});

test('tRPC’s own inference reads a contract’s router', () => {
  expectTypeOf<inferRouterInputs<Router>['items']['byId']>().toEqualTypeOf<{ id: string }>();
  expectTypeOf<inferRouterOutputs<Router>['items']['count']>().toEqualTypeOf<number>();
});
