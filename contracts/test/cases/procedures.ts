import { z } from 'zod';
import { type ContractCase, mutationWith, nothing, queryWith, subscriptionWith } from './contract-case.ts';

const deprecated = { since: '2026-09-01', sunset: '2026-12-01', instead: 'Call the other one.' };
const gone = { ...deprecated, sunset: '2026-11-28' };

/** Of a procedure, beside what its schemas say. */
export const procedures: readonly ContractCase[] = [
  {
    row: 'procedure added',
    before: nothing,
    after: queryWith({}),
    found: ['safe procedure-added of demo.call procedure: nothing → query'],
  },
  {
    row: 'procedure removed',
    before: queryWith({}),
    after: nothing,
    found: ['breaking procedure-removed of demo.call procedure: query → nothing'],
  },
  {
    row: 'procedure removed before its sunset',
    before: queryWith({ deprecated }),
    after: nothing,
    found: ['breaking procedure-removed of demo.call procedure: query → nothing'],
  },
  {
    row: 'procedure removed on its sunset',
    before: queryWith({ deprecated: gone }),
    after: nothing,
    found: ['risky procedure-removed of demo.call procedure: query → nothing'],
  },
  {
    row: 'procedure renamed',
    before: queryWith({}),
    after: { ...nothing, contract: { demo: { fetch: queryWith({}).contract['demo'] ?? {} } } },
    found: [
      'breaking procedure-removed of demo.call procedure: query → nothing',
      'safe procedure-added of demo.fetch.call procedure: nothing → query',
    ],
  },
  {
    row: 'query <-> mutation',
    before: queryWith({}),
    after: mutationWith({ access: 'admin' }),
    found: ['breaking kind-changed of demo.call procedure: query → mutation'],
  },
  {
    row: 'query <-> subscription',
    before: subscriptionWith({}),
    after: queryWith({}),
    found: ['breaking kind-changed of demo.call procedure: subscription → query'],
  },
  {
    row: 'input added',
    before: queryWith({ input: undefined }),
    after: queryWith({}),
    found: ['breaking input-added of demo.call procedure: nothing → { id }'],
  },
  {
    row: 'optional input added',
    before: queryWith({ input: undefined }),
    after: queryWith({ input: z.object({ id: z.string() }).optional() }),
    found: ['safe optional-input-added of demo.call procedure: nothing → { id }'],
  },
  {
    row: 'optional input added',
    before: queryWith({ input: undefined }),
    after: queryWith({ input: z.object({ id: z.string() }).default({ id: '' }) }),
    found: ['safe optional-input-added of demo.call procedure: nothing → { id }'],
  },
  {
    row: 'input removed',
    before: queryWith({}),
    after: queryWith({ input: undefined }),
    found: ['breaking input-removed of demo.call procedure: { id } → nothing'],
  },
  {
    row: 'input became optional',
    before: queryWith({}),
    after: queryWith({ input: z.object({ id: z.string() }).optional() }),
    found: ['safe input-became-optional of demo.call procedure: nothing → nothing'],
  },
  {
    row: 'input became required',
    before: queryWith({ input: z.object({ id: z.string() }).default({ id: '' }) }),
    after: queryWith({}),
    found: [
      'breaking input-became-required of demo.call procedure: nothing → nothing',
      'risky default-removed of demo.call input: {"id":""} → nothing',
    ],
  },
  {
    row: 'idempotency added',
    before: mutationWith({}),
    after: mutationWith({ idempotent: true }),
    found: ['safe idempotent-added of demo.call procedure: nothing → nothing'],
  },
  {
    row: 'idempotency removed',
    before: mutationWith({ idempotent: true }),
    after: mutationWith({}),
    found: ['breaking idempotent-removed of demo.call procedure: nothing → nothing'],
  },
  {
    row: 'cache added',
    before: queryWith({}),
    after: queryWith({ cache: { maxAge: 60 } }),
    found: ['safe cache-changed of demo.call procedure: none → 60 s'],
  },
  {
    row: 'cache changed',
    before: queryWith({ cache: { maxAge: 60 } }),
    after: queryWith({ cache: { maxAge: 60, staleWhileRevalidate: 300 } }),
    found: ['safe cache-changed of demo.call procedure: 60 s → 60 s, 300 s more while asking'],
  },
  {
    row: 'cache removed',
    before: queryWith({ cache: { maxAge: 60, staleWhileRevalidate: 300 } }),
    after: queryWith({}),
    found: ['safe cache-changed of demo.call procedure: 60 s, 300 s more while asking → none'],
  },
  {
    row: 'deprecated added',
    before: queryWith({}),
    after: queryWith({ deprecated }),
    found: ['safe deprecated-added of demo.call procedure: nothing → until 2026-12-01: Call the other one.'],
  },
  {
    row: 'deprecated changed',
    before: queryWith({ deprecated }),
    after: queryWith({ deprecated: gone }),
    found: ['safe deprecated-changed of demo.call procedure: nothing → until 2026-11-28: Call the other one.'],
  },
  {
    row: 'un-deprecated',
    before: queryWith({ deprecated }),
    after: queryWith({}),
    found: ['safe deprecated-removed of demo.call procedure: nothing → nothing'],
  },
  {
    row: 'description',
    before: queryWith({ summary: 'One' }),
    after: queryWith({ summary: 'Another' }),
    found: ['safe summary-changed of demo.call procedure: One → Another'],
  },
  {
    row: 'examples',
    before: queryWith({}),
    after: queryWith({ examples: [{ summary: 'One', output: 1 }] }),
    found: [],
  },
];
