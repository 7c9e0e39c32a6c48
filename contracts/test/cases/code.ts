import { z } from 'zod';
import type { RuleCase } from './case.ts';

/** Of what code does, and of what is only said. */
export const code: readonly RuleCase[] = [
  {
    row: 'refine() added',
    before: z.string(),
    after: z.string().refine(() => true),
    input: ['risky check-changed: none → refine'],
    output: ['risky check-changed: none → refine'],
  },
  {
    row: 'refine() added',
    before: z.enum(['a', 'b']),
    after: z.enum(['a', 'b']).refine(() => true),
    input: ['risky check-changed: none → refine'],
    output: ['risky check-changed: none → refine'],
  },
  {
    row: 'refine() added',
    before: z.union([z.union([z.string(), z.number()]), z.boolean()]),
    after: z.union([z.union([z.string(), z.number()]).refine(() => true), z.boolean()]),
    input: ['risky check-changed: none → refine'],
    output: ['risky check-changed: none → refine'],
  },
  {
    row: 'refine() added',
    before: z.unknown(),
    after: z.unknown().refine(() => true),
    input: ['risky check-changed: none → refine'],
    output: ['risky check-changed: none → refine'],
  },
  {
    row: 'refine() added',
    before: z.string(),
    after: z.unknown().refine(() => true),
    input: ['safe type-widened: string → any', 'risky check-changed: none → refine'],
    output: ['breaking type-widened: string → any', 'risky check-changed: none → refine'],
  },
  {
    row: 'refine() changed, rev raised',
    before: z
      .string()
      .refine(() => true)
      .meta({ rev: 1 }),
    after: z
      .string()
      .refine(() => true)
      .meta({ rev: 2 }),
    input: ['risky check-changed: refine, rev 1 → refine, rev 2'],
    output: ['risky check-changed: refine, rev 1 → refine, rev 2'],
  },
  {
    row: 'refine() changed, rev raised',
    before: z
      .string()
      .refine(() => true)
      .meta({ rev: 1 })
      .optional()
      .refine(() => true)
      .meta({ rev: 1 })
      .unwrap()
      .pipe(z.string()),
    after: z
      .string()
      .refine(() => true)
      .meta({ rev: 2 })
      .optional()
      .refine(() => true)
      .meta({ rev: 1 })
      .unwrap()
      .pipe(z.string()),
    input: ['risky check-changed: refine, rev 1, pipe, then string → refine, rev 2, pipe, then string'],
    output: [],
  },
  {
    row: 'custom check added',
    before: z.array(z.string()),
    after: z.array(z.string()).check(() => {}),
    input: ['risky check-changed: none → refine'],
    output: ['risky check-changed: none → refine'],
  },
  {
    row: 'transform() added',
    before: z.object({ a: z.string() }),
    after: z.object({
      a: z
        .string()
        .transform((a) => a)
        .pipe(z.string()),
    }),
    input: ['risky check-changed at a: none → transform, pipe, then string'],
    output: [],
  },
  {
    row: 'trim added',
    before: z.string().min(1),
    after: z.string().min(1).trim(),
    input: ['risky check-changed: none → min_length 1, trim'],
    output: ['risky check-changed: none → min_length 1, trim'],
  },
  {
    row: 'trim moved',
    before: z.string().min(1).trim(),
    after: z.string().trim().min(1),
    input: ['risky check-changed: min_length 1, trim → trim'],
    output: ['risky check-changed: min_length 1, trim → trim'],
  },
  {
    row: 'bound hidden by one before the trim',
    before: z.string().min(1).trim(),
    after: z.string().min(1).trim().min(1),
    input: ['risky check-changed: min_length 1, trim → min_length 1, trim, min_length 1'],
    output: ['risky check-changed: min_length 1, trim → min_length 1, trim, min_length 1'],
  },
  {
    row: 'bound after the trim',
    before: z.string().trim().max(5),
    after: z.string().trim().max(9),
    input: ['safe bound-loosened: maxLength 5 → maxLength 9'],
    output: ['risky bound-loosened: maxLength 5 → maxLength 9'],
  },
  {
    row: 'trim changed',
    before: z.string().trim(),
    after: z.string().toLowerCase(),
    input: ['risky check-changed: trim → lowercase'],
    output: ['risky check-changed: trim → lowercase'],
  },
  {
    row: 'coerce added',
    before: z.number(),
    after: z.coerce.number(),
    input: ['risky check-changed: none → coerce'],
    output: [],
  },
  {
    row: 'catch removed',
    before: z.object({ a: z.string().catch('x') }),
    after: z.object({ a: z.string() }),
    input: ['risky default-removed at a: "x" → nothing', 'risky check-changed at a: catch → none'],
    output: [],
  },
  {
    row: 'catch fed otherwise',
    before: z
      .string()
      .min(3)
      .catch('abcd')
      .refine(() => true),
    after: z
      .string()
      .catch('abcd')
      .refine(() => true),
    input: ['safe bound-loosened: minLength 3 → no minLength', 'risky check-changed: catch, refine → catch, refine'],
    output: ['risky bound-loosened: minLength 3 → no minLength'],
  },
  {
    row: 'a fallback removed',
    before: z.discriminatedUnion('type', [z.object({ type: z.literal('a') })], { unionFallback: true }),
    after: z.discriminatedUnion('type', [z.object({ type: z.literal('a') })]),
    input: ['risky check-changed: fallback → none', 'risky schema-changed: exactly one of { type } → { type }'],
    output: ['risky check-changed: fallback → none', 'risky schema-changed: exactly one of { type } → { type }'],
  },
  {
    row: 'an unknown keyword',
    before: z.string().meta({ unit: 'cm' }),
    after: z.string().meta({ unit: 'mm' }),
    input: ['risky schema-changed: [["unit","cm"]] → [["unit","mm"]]'],
    output: ['risky schema-changed: [["unit","cm"]] → [["unit","mm"]]'],
  },
  {
    row: 'description changed',
    before: z.string().describe('a'),
    after: z.string().meta({ description: 'b', title: 'B', deprecated: true, examples: ['x'] }),
    input: [],
    output: [],
  },
];
