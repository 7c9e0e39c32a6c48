import { z } from 'zod';
import type { RuleCase } from './case.ts';

/** The compiler sees whether what is read next takes what was read; this is about what happens if it does not. */
const next = (schema: z.ZodType) => schema as unknown as z.ZodType<unknown, { a: string; b: string }>;
const onlyA = next(z.strictObject({ a: z.string() }));

/** Of what a value is read by next. */
export const pipes: readonly RuleCase[] = [
  {
    row: 'pipe added',
    before: z.string(),
    after: z.string().pipe(z.string().min(3)),
    input: ['risky check-changed: none → pipe, then string', 'breaking bound-tightened: no minLength → minLength 3'],
    output: ['safe bound-tightened: no minLength → minLength 3'],
  },
  {
    row: 'pipe changed',
    before: z.string().pipe(z.string().min(3)).pipe(z.string()),
    after: z.string().pipe(z.string().min(5)).pipe(z.string()),
    input: ['breaking bound-tightened: minLength 3 → minLength 5'],
    output: [],
  },
  {
    row: 'pipe fed otherwise',
    before: z.object({ a: z.string() }).pipe(onlyA),
    after: z.object({ a: z.string(), b: z.string().default('x') }).pipe(onlyA),
    input: [
      'safe optional-property-added at b: nothing → string',
      'risky check-changed: pipe, then { a } → pipe, then { a }',
    ],
    output: [],
  },
  {
    row: 'pipe that knows more',
    before: z.object({ a: z.string() }).pipe(next(z.object({}))),
    after: z.object({ a: z.string() }).pipe(next(z.object({ a: z.string().min(1).optional() }))),
    input: [
      'safe optional-property-added at a: nothing → string',
      'risky check-changed: pipe, then {} → pipe, then { a? }',
    ],
    output: ['safe optional-property-added at a: nothing → string'],
  },
  {
    row: 'preprocess added',
    before: z.string(),
    after: z.preprocess((a) => a, z.string()),
    input: ['risky check-changed: none → transform'],
    output: [],
  },
];
