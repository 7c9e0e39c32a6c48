import { z } from 'zod';
import type { RuleCase } from './case.ts';

/** Of what may be one thing or another, or has to be several. */
export const unions: readonly RuleCase[] = [
  {
    row: 'union member added',
    before: z.union([z.string(), z.number()]),
    after: z.union([z.string(), z.number(), z.boolean()]),
    input: ['safe union-member-added: nothing → boolean'],
    output: ['breaking union-member-added: nothing → boolean'],
  },
  {
    row: 'union member added',
    before: z.string(),
    after: z.union([z.string(), z.object({ text: z.string() })]),
    input: ['safe union-member-added: nothing → { text }'],
    output: ['breaking union-member-added: nothing → { text }'],
  },
  {
    row: 'union member removed',
    before: z.union([z.string(), z.number(), z.boolean()]),
    after: z.union([z.string(), z.number()]),
    input: ['breaking union-member-removed: boolean → nothing'],
    output: ['safe union-member-removed: boolean → nothing'],
  },
  {
    row: 'union member covered by another',
    before: z.union([z.string().max(3), z.string().max(9)]),
    after: z.string().max(9),
    input: [],
    output: ['safe union-member-removed: string → nothing'],
  },
  {
    row: 'discriminated variant added',
    before: z.discriminatedUnion('type', [z.object({ type: z.literal('a') }), z.object({ type: z.literal('b') })]),
    after: z.discriminatedUnion('type', [
      z.object({ type: z.literal('a') }),
      z.object({ type: z.literal('b') }),
      z.object({ type: z.literal(['c', 'd']), at: z.string() }),
    ]),
    input: ['safe variant-added at (type=c|d): nothing → { type, at }'],
    output: ['risky variant-added at (type=c|d): nothing → { type, at }'],
  },
  {
    row: 'discriminated variant removed',
    before: z.discriminatedUnion('type', [
      z.object({ type: z.literal('a') }),
      z.object({ type: z.literal('b'), at: z.string() }),
    ]),
    after: z.discriminatedUnion('type', [z.object({ type: z.literal('a') })]),
    input: ['breaking union-member-removed at (type=b): { type, at } → nothing'],
    output: ['safe union-member-removed at (type=b): { type, at } → nothing'],
  },
  {
    row: 'discriminated variant changed',
    before: z.discriminatedUnion('type', [
      z.object({ type: z.literal('a') }),
      z.object({ type: z.literal(['b', 'c']), at: z.string() }),
    ]),
    after: z.discriminatedUnion('type', [
      z.object({ type: z.literal('a') }),
      z.object({ type: z.literal(['b', 'c']), at: z.string(), by: z.string() }),
    ]),
    input: ['breaking required-property-added at (type=b|c).by: nothing → string'],
    output: ['safe required-property-added at (type=b|c).by: nothing → string'],
  },
  {
    row: 'discriminator key changed',
    before: z.discriminatedUnion('type', [z.object({ type: z.literal('a') }), z.object({ type: z.literal('b') })]),
    after: z.discriminatedUnion('kind', [z.object({ kind: z.literal('a') }), z.object({ kind: z.literal('b') })]),
    input: ['breaking discriminator-changed: type → kind'],
    output: ['breaking discriminator-changed: type → kind'],
  },
  {
    row: 'union -> xor',
    before: z.union([z.string().max(3), z.string().min(2)]),
    after: z.xor([z.string().max(3), z.string().min(2)]),
    input: ['risky schema-changed: string → exactly one of string'],
    output: ['risky schema-changed: string → exactly one of string'],
  },
  {
    row: 'xor widened',
    before: z.xor([z.string().max(3), z.string().min(5)]),
    after: z.xor([z.string().max(7), z.string().min(5)]),
    input: [
      'safe bound-loosened: maxLength 3 → maxLength 7',
      'risky schema-changed: exactly one of string → exactly one of string',
    ],
    output: [
      'risky bound-loosened: maxLength 3 → maxLength 7',
      'risky schema-changed: exactly one of string → exactly one of string',
    ],
  },
  {
    row: 'intersection changed',
    before: z.intersection(
      z.object({ a: z.string() }).refine(() => true),
      z.object({ b: z.string() }),
    ),
    after: z.intersection(
      z.object({ a: z.string() }).refine(() => true),
      z.object({ b: z.string(), a: z.literal('x').optional() }),
    ),
    input: ['safe optional-property-added at a: nothing → "x"', 'risky schema-changed: 2 at once → 2 at once'],
    output: ['safe optional-property-added at a: nothing → "x"', 'risky schema-changed: 2 at once → 2 at once'],
  },
  {
    row: 'intersection changed',
    before: z.intersection(z.object({ a: z.string() }), z.object({ b: z.string() })),
    after: z.intersection(z.object({ a: z.string() }), z.object({ b: z.number() })),
    input: ['breaking type-changed at b: string → number'],
    output: ['breaking type-changed at b: string → number'],
  },
  {
    row: 'intersection changed',
    before: z.intersection(z.string().min(1), z.string().max(5)),
    after: z.intersection(z.intersection(z.string().min(1), z.string().max(5)), z.string().max(3)),
    input: ['risky schema-changed: 2 at once → 3 at once'],
    output: ['risky schema-changed: 2 at once → 3 at once'],
  },
];
