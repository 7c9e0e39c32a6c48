import { contract, mutation, query, subscription } from '@hybrid/contracts/kernel';
import { tracked } from '@trpc/server';
import { expectTypeOf, test } from 'vitest';
import { z } from 'zod';
import { failure } from '../failure.ts';
import { type Handlers, implement } from './implement.ts';

const Item = z.object({ id: z.string(), state: z.enum(['open', 'done']) });
const items = contract({
  byId: query({
    access: 'public',
    input: z.object({ id: z.string() }),
    output: Item,
    errors: { ITEM_NOT_FOUND: { status: 404, data: z.object({ id: z.string() }) } },
  }),
  count: query({ access: 'anonymous', output: z.number() }),
  close: mutation({ access: 'user', input: z.object({ id: z.string() }), output: Item }),
  changes: subscription({ access: 'user', output: Item }),
  nested: { ping: query({ access: 'public', output: z.string() }) },
});
type ItemHandlers = Handlers<typeof items>;

const item = { id: 'a', state: 'open' as const };
const good: ItemHandlers = {
  byId: (_ctx, { id }) => ({ ...item, id }),
  count: () => 1,
  close: async ({ user }) => ({ ...item, id: user.id }),
  async *changes() {
    yield tracked('1', item);
  },
  nested: { ping: () => 'pong' },
};

test('handlers that fit their contract compile', () => {
  expectTypeOf(implement(items, good).contract).toEqualTypeOf<typeof items>();
});

test('a missing, nested missing or extra handler does not compile', () => {
  const { count: _count, ...withoutCount } = good;
  const wrong = [
    // @ts-expect-error a handler is missing
    () => implement(items, withoutCount),
    // @ts-expect-error a nested handler is missing
    () => implement(items, { ...good, nested: {} }),
    // @ts-expect-error a handler has no procedure
    () => implement(items, { ...good, surplus: () => 1 }),
  ];
  expectTypeOf(wrong).toBeArray();
});

test('an output that the contract does not promise does not compile', () => {
  const wrong: Partial<ItemHandlers>[] = [
    // @ts-expect-error the output has another type
    { count: () => 'one' },
    // @ts-expect-error a field of the output is missing
    { byId: () => ({ id: 'a' }) },
    // @ts-expect-error the value is not one of the enum
    { byId: () => ({ id: 'a', state: 'lost' }) },
    {
      // @ts-expect-error an event of a subscription has no id
      async *changes() {
        yield item;
      },
    },
  ];
  expectTypeOf(wrong).toBeArray();
});

test('a handler knows of its caller and its input what the contract says, and no more', () => {
  const wrong: Partial<ItemHandlers>[] = [
    // @ts-expect-error the input has no such field
    { byId: (_ctx, { nothing }) => ({ ...item, id: nothing }) },
    // @ts-expect-error a public procedure may be called by nobody
    { byId: ({ user }) => ({ ...item, id: user.id }) },
    // @ts-expect-error an anonymous procedure never knows who asks
    { count: ({ user }) => (user ? 1 : 0) },
  ];
  const right: Partial<ItemHandlers>[] = [
    { byId: ({ user }) => ({ ...item, id: user?.id ?? 'nobody' }) },
    { close: ({ user }) => ({ ...item, id: user.id }) },
  ];
  expectTypeOf([...wrong, ...right]).toBeArray();
});

test('an error that the procedure does not declare, or other data than it declares, does not compile', () => {
  const wrong = [
    // @ts-expect-error the procedure declares no such error
    () => failure(items.byId, 'ITEM_LOST', { id: 'a' }),
    // @ts-expect-error a procedure without errors has none of any name
    () => failure(items.count, 'ITEM_NOT_FOUND'),
    // @ts-expect-error the data has another type
    () => failure(items.byId, 'ITEM_NOT_FOUND', { id: 1 }),
    // @ts-expect-error the data is missing
    () => failure(items.byId, 'ITEM_NOT_FOUND'),
  ];
  expectTypeOf(wrong).toBeArray();
  expectTypeOf(failure(items.byId, 'ITEM_NOT_FOUND', { id: 'a' })).toExtend<Error>();
});
