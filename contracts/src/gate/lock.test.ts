import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { contract, events } from '../index.ts';
import { event } from '../kernel/event.ts';
import { mutation, query } from '../kernel/procedure.ts';
import { compareLocks } from './compare-locks.ts';
import { type Described, describeContract } from './describe.ts';
import { formatLock } from './format-lock.ts';
import { lockFormat, parseLock, type SealedLock, sealLock } from './lock.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const lock = (described: Described): SealedLock => sealLock(describeContract(described), sha256);

const Tree = z.object({
  name: z.string(),
  get children() {
    return z.array(Tree);
  },
});
const Chain = z.object({
  get next() {
    return Chain.optional();
  },
});
const Article = z.object({ slug: z.string(), tags: z.array(z.string()), tree: Tree, chain: Chain });
const read = query({
  access: 'public',
  input: z.object({ slug: z.string(), page: z.int().optional() }),
  output: Article,
  errors: { GONE: { status: 404 }, LOCKED: { status: 409, data: z.object({ by: z.string(), at: z.iso.datetime() }) } },
  http: { method: 'GET', path: '/articles/{slug}' },
});
const write = mutation({ access: 'user', input: Article, output: Article, limit: '5/minute', idempotent: true });
const written = event({ name: 'articles.written', topic: 'all', access: 'public', payload: Article });
const read2 = query({ access: 'public', output: z.string() });

const declared: Described = {
  contract: { articles: { read, write }, tags: { list: read2, more: { list: read2 } } },
  events: { written, other: event({ name: 'articles.gone', topic: 'all', access: 'public', payload: Article }) },
};

/** The same, with everything the other way round. */
function turned<T>(value: T): T {
  if (value instanceof z.ZodObject) return z.object(Object.fromEntries(Object.entries(value.shape).toReversed())) as T;
  if (typeof value !== 'object' || value === null || value instanceof z.ZodType || Array.isArray(value)) return value;
  const entries = Object.entries(value).map(([name, inner]) => [name, turned(inner)]);
  return Object.fromEntries(entries.toReversed()) as T;
}

test('a contract has one lock and one hash, whatever the order in which it is declared', () => {
  const [one, other] = [lock(declared), lock(turned(declared))];
  expect(Object.keys(other.procedures)).toEqual(Object.keys(one.procedures).toReversed());
  expect(other.hash).toBe(one.hash);
  expect(formatLock(other)).toBe(formatLock(one));
});

test('what a contract says is in its hash', () => {
  const without = lock({ ...declared, contract: { articles: { read } } });
  const loosened = lock({
    ...declared,
    contract: { ...declared.contract, articles: { read, write: { ...write, access: 'viewer' } } },
  });
  expect(new Set([lock(declared).hash, without.hash, loosened.hash]).size).toBe(3);
});

test('two processes lock the contract alike', () => {
  const program = `
    import { createHash } from 'node:crypto';
    import { contract, events } from '@hybrid/contracts';
    import { describeContract, formatLock, sealLock } from '@hybrid/contracts/gate';
    const sha256 = (text) => createHash('sha256').update(text).digest('hex');
    console.log(formatLock(sealLock(describeContract({ contract, events }), sha256)));
  `;
  const run = () => execFileSync(process.execPath, ['--input-type=module', '--eval', program], { encoding: 'utf8' });
  const first = run();
  expect(run()).toBe(first);
  expect(first).toBe(`${formatLock(lock({ contract, events }))}\n`);
}, 60_000);

test('what was written is read again, with the release it was kept for', () => {
  const sealed = lock(declared);
  expect(parseLock(formatLock(sealed), sha256)).toEqual(JSON.parse(JSON.stringify(sealed)));
  expect(parseLock(formatLock({ ...sealed, release: '1.2.3' }), sha256)).toMatchObject({
    release: '1.2.3',
    hash: sealed.hash,
  });
  const again = parseLock(formatLock(sealed), sha256);
  expect(compareLocks(sealed, again, { today: '2026-11-28' })).toEqual([]);
});

test('an optional field more changes the hash and little else in the file', () => {
  const more = { ...read, output: Article.extend({ subtitle: z.string().optional() }) };
  const [before, after] = [
    declared,
    { ...declared, contract: { ...declared.contract, articles: { read: more, write } } },
  ].map((described) => formatLock(lock(described)).split('\n'));
  expect(after?.filter((line) => !before?.includes(line)).map((line) => line.trim())).toEqual([
    expect.stringMatching(/^"hash": "[0-9a-f]{16}",$/),
    '"subtitle": { "type": "string" },',
  ]);
  expect(after).toHaveLength((before?.length ?? 0) + 1);
});

test.each([
  ['no JSON', 'not at all', 'it is no JSON'],
  ['a list', '[]', 'it is no lock of a contract (its whole: Invalid input: expected object, received array)'],
  ['another file', '{"name":"@hybrid/contracts"}', 'it is no lock of a contract (format: '],
  [
    'a newer form',
    `{"format":${lockFormat + 1},"anything":"else"}`,
    `it is written in form ${lockFormat + 1}, and this program reads forms up to ${lockFormat}`,
  ],
  ['no hash', JSON.stringify({ ...lock(declared), hash: undefined }), 'it is no lock of a contract (hash: '],
  [
    'a kind that there is not',
    formatLock(lock(declared)).replace('"kind": "query"', '"kind": "question"'),
    'it is no lock of a contract (procedures.',
  ],
  ['changed by hand', formatLock(lock(declared)).replace('"user"', '"public"'), 'it was changed by hand'],
])('a text is refused as a lock where it is %s', (_, text, message) => {
  expect(() => parseLock(text, sha256)).toThrow(message);
});
