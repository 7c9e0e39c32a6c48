import { z } from 'zod';
import type { RuleCase } from './case.ts';

/** Of how long, how large, how many. */
export const bounds: readonly RuleCase[] = [
  {
    row: 'max set',
    before: z.string(),
    after: z.string().max(5),
    input: ['breaking bound-tightened: no maxLength → maxLength 5'],
    output: ['safe bound-tightened: no maxLength → maxLength 5'],
  },
  {
    row: 'max tightened',
    before: z.object({ name: z.string().max(9) }),
    after: z.object({ name: z.string().max(5) }),
    input: ['breaking bound-tightened at name: maxLength 9 → maxLength 5'],
    output: ['safe bound-tightened at name: maxLength 9 → maxLength 5'],
  },
  {
    row: 'max tightened',
    before: z.number().max(5),
    after: z.number().lt(5),
    input: ['breaking bound-tightened: maximum 5 → exclusiveMaximum 5'],
    output: ['safe bound-tightened: maximum 5 → exclusiveMaximum 5'],
  },
  {
    row: 'max tightened',
    before: z.array(z.string()).max(5),
    after: z.array(z.string()).max(3),
    input: ['breaking bound-tightened: maxItems 5 → maxItems 3'],
    output: ['safe bound-tightened: maxItems 5 → maxItems 3'],
  },
  {
    row: 'min set',
    before: z.string(),
    after: z.string().min(1),
    input: ['breaking bound-tightened: no minLength → minLength 1'],
    output: ['safe bound-tightened: no minLength → minLength 1'],
  },
  {
    row: 'min set',
    before: z.number(),
    after: z.number().min(Number.MIN_SAFE_INTEGER),
    input: ['breaking bound-tightened: no minimum → minimum -9007199254740991'],
    output: ['safe bound-tightened: no minimum → minimum -9007199254740991'],
  },
  {
    row: 'min tightened',
    before: z.number().min(0),
    after: z.number().gt(0),
    input: ['breaking bound-tightened: minimum 0 → exclusiveMinimum 0'],
    output: ['safe bound-tightened: minimum 0 → exclusiveMinimum 0'],
  },
  {
    row: 'min tightened',
    before: z.literal(['a', 'abc']),
    after: z.string().min(2),
    input: ['safe enum-opened: "a" | "abc" → string', 'breaking bound-tightened: minLength 1 → minLength 2'],
    output: ['breaking enum-opened: "a" | "abc" → string', 'safe bound-tightened: minLength 1 → minLength 2'],
  },
  {
    row: 'multipleOf set',
    before: z.number(),
    after: z.number().multipleOf(2),
    input: ['breaking multiple-set: any → 2'],
    output: ['safe multiple-set: any → 2'],
  },
  {
    row: 'multipleOf set',
    before: z.number().multipleOf(2),
    after: z.number().multipleOf(2).multipleOf(3),
    input: ['breaking multiple-set: 2 → 2, 3'],
    output: ['safe multiple-set: 2 → 2, 3'],
  },
  {
    row: 'multipleOf removed',
    before: z.number().multipleOf(2),
    after: z.number(),
    input: ['safe multiple-removed: 2 → any'],
    output: ['risky multiple-removed: 2 → any'],
  },
];
