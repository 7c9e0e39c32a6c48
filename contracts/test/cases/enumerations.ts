import { z } from 'zod';
import type { RuleCase } from './case.ts';

/** Of the values that something may have. */
export const enumerations: readonly RuleCase[] = [
  {
    row: 'enum value added',
    before: z.enum(['a']),
    after: z.enum(['a', 'b']),
    input: ['safe enum-value-added: nothing → "b"'],
    output: ['risky enum-value-added: nothing → "b"'],
  },
  {
    row: 'enum value added, marked closed',
    before: z.enum(['a']).meta({ extensible: false }),
    after: z.enum(['a', 'b']),
    input: ['safe enum-value-added: nothing → "b"'],
    output: ['breaking enum-value-added: nothing → "b"'],
  },
  {
    row: 'enum value added, marked open',
    before: z.enum(['a']).meta({ extensible: true }),
    after: z.enum(['a', 'b']),
    input: ['safe enum-value-added: nothing → "b"'],
    output: ['safe enum-value-added: nothing → "b"'],
  },
  {
    row: 'enum value added, marked open in one of two',
    before: z.union([z.enum(['a']).meta({ extensible: true }), z.literal('b')]),
    after: z.enum(['a', 'b', 'c']),
    input: ['safe enum-value-added: nothing → "c"'],
    output: ['risky enum-value-added: nothing → "c"'],
  },
  {
    row: 'enum value of another kind added, marked open',
    before: z.enum(['a']).meta({ extensible: true }),
    after: z.literal(['a', 1]),
    input: ['safe union-member-added: nothing → 1'],
    output: ['breaking union-member-added: nothing → 1'],
  },
  {
    row: 'enum value removed',
    before: z.enum(['a', 'b']),
    after: z.enum(['a']),
    input: ['breaking enum-value-removed: "b" → nothing'],
    output: ['safe enum-value-removed: "b" → nothing'],
  },
  {
    row: 'enum value removed',
    before: z.enum(['a', 'b', 'c']).nullable(),
    after: z.enum(['a', 'c']).nullable(),
    input: ['breaking enum-value-removed: "b" → nothing'],
    output: ['safe enum-value-removed: "b" → nothing'],
  },
  {
    row: 'string -> enum',
    before: z.string(),
    after: z.enum(['a', 'b']),
    input: ['breaking became-enum: string → "a" | "b"'],
    output: ['safe became-enum: string → "a" | "b"'],
  },
  {
    row: 'became literal',
    before: z.number(),
    after: z.literal(1),
    input: ['breaking became-enum: number → 1'],
    output: ['safe became-enum: number → 1'],
  },
  {
    row: 'became literal',
    before: z.boolean(),
    after: z.literal(true),
    input: ['breaking became-enum: boolean → true'],
    output: ['safe became-enum: boolean → true'],
  },
  {
    row: 'enum -> string',
    before: z.enum(['a', 'b']),
    after: z.string(),
    input: ['safe enum-opened: "a" | "b" → string'],
    output: ['breaking enum-opened: "a" | "b" → string'],
  },
  {
    row: 'literal changed',
    before: z.literal('a'),
    after: z.literal('b'),
    input: ['breaking const-changed: "a" → "b"'],
    output: ['breaking const-changed: "a" → "b"'],
  },
  {
    row: 'literal changed',
    before: z.object({ version: z.literal(1) }),
    after: z.object({ version: z.literal(2) }),
    input: ['breaking const-changed at version: 1 → 2'],
    output: ['breaking const-changed at version: 1 → 2'],
  },
  {
    row: 'literal changed',
    before: z.literal('a'),
    after: z.literal(1),
    input: ['breaking type-changed: "a" → 1'],
    output: ['breaking type-changed: "a" → 1'],
  },
];
