import { proceduresOf } from '@hybrid/contracts/kernel';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contract } from './fixtures/awkward/src/index.ts';
import { startTestMock, type TestMock } from './test-mock.ts';
import { openPage } from './test-page.ts';

// Another contract than the product's: schemas that are hard to satisfy, lists in other forms, examples.

const seeds = ['1', '2', 'three'];
const mocks: TestMock[] = [];
beforeAll(async () => {
  const flags = ['--directory', 'tools/mock/fixtures/awkward', '--every', '0.1'];
  mocks.push(...(await Promise.all(seeds.map((seed) => startTestMock(...flags, '--seed', seed)))));
});
afterAll(() => Promise.all(mocks.map((mock) => mock.stop())));

/** What a client reads from the wire. */
async function ask(mock: TestMock | undefined, name: string, input?: unknown): Promise<unknown> {
  const query = input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`;
  const answer = await fetch(`${mock?.url}/api/trpc/${name}${query}`);
  const { result, error } = (await answer.json()) as { result?: { data: unknown }; error?: unknown };
  return error ?? result?.data;
}

const [first] = [() => mocks[0]];
const schemas = proceduresOf(contract.schemas).filter(([name]) => name !== 'impossible');

test.each(schemas)('what %s answers satisfies its schema, from every seed', async (name, { output }) => {
  for (const mock of mocks) {
    const answer = await ask(mock, `schemas.${name}`);
    // What was parsed once on its way is read as it is by whoever receives it.
    if (name !== 'checked') expect(output.safeParse(answer)).toMatchObject({ success: true });
    else expect(answer).toMatchObject({ even: expect.any(Number), piped: expect.any(Number) });
  }
});

test('what nothing can satisfy is said at the start, with its place, and is a bug when it is called', async () => {
  const said = first()?.said.filter((line) => line.includes('Cannot be answered')) ?? [];
  expect(said).toHaveLength(1);
  expect(said[0]).toMatch(/schemas\.impossible: word: /);
  expect(await ask(first(), 'schemas.impossible')).toMatchObject({ data: { error: { name: 'INTERNAL' } } });
});

test('a recursion ends, and holds itself before it does', async () => {
  const answers = await Promise.all(mocks.map((mock) => ask(mock, 'schemas.recursive')));
  expect(JSON.stringify(answers).length).toBeLessThan(20_000);
  expect(answers).toContainEqual({
    comment: expect.objectContaining({ replies: [expect.any(Object), expect.anything()] }),
    tree: expect.any(Object),
  });
});

interface Page {
  readonly items: { readonly id: string; readonly slug: string; readonly status: string }[];
  readonly totalCount?: number;
  readonly pageCount?: number;
  readonly nextCursor?: number | null;
}

test('a list by page numbers says how many pages there are, and has no more', async () => {
  const page = async (number: number) => (await ask(first(), 'shop.byPage', { page: number, pageSize: 25 })) as Page;
  const { totalCount = 0, pageCount = 0 } = await page(1);
  expect(pageCount).toBe(Math.ceil(totalCount / 25));
  const pages = await Promise.all(Array.from({ length: pageCount }, (_, at) => page(at + 1)));
  const ids = pages.flatMap(({ items }) => items.map(({ id }) => id));
  expect(new Set(ids).size).toBe(totalCount);
  expect((await page(pageCount + 1)).items).toEqual([]);
  const open = (await ask(first(), 'shop.byPage', { status: 'open', pageSize: 100 })) as Page;
  expect(new Set(open.items.map(({ status }) => status))).toEqual(new Set(['open']));
});

test('a list by a cursor that is a number leads through all of it', async () => {
  const ids: string[] = [];
  let cursor: number | null | undefined;
  do {
    const page = (await ask(first(), 'shop.byCursor', cursor === undefined ? {} : { cursor })) as Page;
    ids.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
  } while (cursor !== null);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.length).toBeGreaterThan(50);
});

test('a thing with two names is the same by either of them', async () => {
  const { items } = (await ask(first(), 'shop.byPage', { pageSize: 4 })) as Page;
  for (const item of items) {
    expect(await ask(first(), 'shop.byId', { id: item.id })).toEqual(item);
    expect(await ask(first(), 'shop.bySlug', { slug: item.slug })).toEqual({ product: item });
  }
});

test('an example answers for its call, and lends what it shows to others', async () => {
  const priceOf = (sku: string, currency: string) => ask(first(), 'shop.price', { sku, currency });
  expect(await priceOf('A-1', 'EUR')).toEqual({ amount: 12.5, currency: 'EUR', note: 'plus postage' });
  expect(await priceOf('A-1', 'USD')).toEqual({ amount: 14, currency: 'USD', note: 'plus postage' });
  expect(await priceOf('B-2', 'GBP')).toEqual({ amount: expect.any(Number), currency: 'GBP', note: 'plus postage' });
  expect(await ask(first(), 'schemas.ahead')).toEqual({ word: 'q1w2e3' });
});

test('what a visitor wrote stands in a list that an example shows, and what they took away does not', async () => {
  const page = openPage({ url: first()?.url ?? '' });
  const shown = (await page.read('shop.baskets')) as { id: string; title: string }[];
  expect(shown).toMatchObject([{ title: 'For the week' }]);
  const added = (await page.write('shop.addBasket', { title: 'For the feast' })) as { id: string };
  expect(await page.read('shop.baskets')).toEqual(expect.arrayContaining([added]));
  await page.write('shop.removeBasket', { id: added.id });
  await page.write('shop.removeBasket', { id: shown[0]?.id });
  expect(JSON.stringify(await page.read('shop.baskets'))).not.toMatch(/For the (?:week|feast)/);
});

test('who asks is whoever that is, whatever an example shows', async () => {
  const me = async (user: string) => {
    const answer = await fetch(`${first()?.url}/api/trpc/people.me`, { headers: { 'mock-user': user } });
    return ((await answer.json()) as { result: { data: unknown } }).result.data;
  };
  expect(await me('none')).toBeNull();
  expect(await me('user')).toMatchObject({ email: expect.not.stringContaining('example@') });
});

test('a stream tells its example first', async () => {
  const read = async (sku: string) => {
    const query = encodeURIComponent(JSON.stringify({ sku }));
    const answer = await fetch(`${first()?.url}/api/trpc/shop.prices?input=${query}`);
    let text = '';
    for await (const chunk of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += chunk;
      if (text.includes('id: 1')) break;
    }
    return text;
  };
  expect(await read('A-1')).toContain('{"amount":99}');
  expect(await read('B-2')).not.toContain('{"amount":99}');
});

test('the data of a declared error is what its schema takes, and names what was asked for', async () => {
  const id = '0b1f0c1e-6d0a-4c52-9b80-0c6a2f6d9f11';
  const answer = await fetch(`${first()?.url}/api/trpc/shop.rename`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'mock-error': 'SOLD_OUT' },
    body: JSON.stringify({ id, title: 'New' }),
  });
  expect(answer.status).toBe(409);
  expect(await answer.json()).toMatchObject({
    error: { data: { error: { name: 'SOLD_OUT', data: { id, left: 0 } } } },
  });
});
