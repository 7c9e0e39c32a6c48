import { z } from 'zod';
import type { RuleCase } from './case.ts';

/** Of how a text looks. */
export const formats: readonly RuleCase[] = [
  {
    row: 'format set',
    before: z.string(),
    after: z.email(),
    input: ['breaking pattern-set: any text → email'],
    output: ['safe pattern-set: any text → email'],
  },
  {
    row: 'format set',
    before: z.string().regex(/a/),
    after: z.email().regex(/a/),
    input: ['breaking pattern-set: /a/ → email and /a/'],
    output: ['safe pattern-set: /a/ → email and /a/'],
  },
  {
    row: 'format set',
    before: z.string(),
    after: z.iso.time(),
    input: ['breaking pattern-set: any text → text {"name":"time"}'],
    output: ['safe pattern-set: any text → text {"name":"time"}'],
  },
  {
    row: 'format changed',
    before: z.email(),
    after: z.url(),
    input: ['breaking pattern-changed: email → uri'],
    output: ['risky pattern-changed: email → uri'],
  },
  {
    row: 'format changed',
    before: z.iso.datetime(),
    after: z.iso.datetime({ precision: 0 }),
    input: ['breaking pattern-changed: date-time → date-time {"precision":0}'],
    output: ['risky pattern-changed: date-time → date-time {"precision":0}'],
  },
  {
    row: 'format changed',
    before: z.email(),
    after: z.email({ pattern: /@example[.]com$/ }),
    input: ['breaking pattern-changed: email → email {"pattern":"own"} and /@example[.]com$/'],
    output: ['risky pattern-changed: email → email {"pattern":"own"} and /@example[.]com$/'],
  },
  {
    row: 'format changed',
    before: z.stringFormat('code', /^[A-Z]$/),
    after: z.stringFormat('code', /^[A-Z]{2}$/),
    input: ['breaking pattern-changed: code {"pattern":"own"} and /^[A-Z]$/ → code {"pattern":"own"} and /^[A-Z]{2}$/'],
    output: ['risky pattern-changed: code {"pattern":"own"} and /^[A-Z]$/ → code {"pattern":"own"} and /^[A-Z]{2}$/'],
  },
  {
    row: 'format removed',
    before: z.uuid(),
    after: z.string(),
    input: ['safe pattern-removed: uuid → any text'],
    output: ['risky pattern-removed: uuid → any text'],
  },
  {
    row: 'format removed',
    before: z.base64(),
    after: z.string(),
    input: ['safe pattern-removed: base64 → any text'],
    output: ['risky pattern-removed: base64 → any text'],
  },
  {
    row: 'pattern set',
    before: z.string(),
    after: z.string().regex(/^a/),
    input: ['breaking pattern-set: any text → /^a/'],
    output: ['safe pattern-set: any text → /^a/'],
  },
  {
    row: 'pattern set',
    before: z.string().regex(/^a/),
    after: z.string().regex(/^a/).startsWith('ab'),
    input: ['breaking pattern-set: /^a/ → /^a/ and /^ab.*/'],
    output: ['safe pattern-set: /^a/ → /^a/ and /^ab.*/'],
  },
  {
    row: 'pattern changed',
    before: z.string().regex(/^a/),
    after: z.string().regex(/^a/i),
    input: ['breaking pattern-changed: /^a/ → /^a/i'],
    output: ['risky pattern-changed: /^a/ → /^a/i'],
  },
  {
    row: 'pattern removed',
    before: z.string().regex(/^a/),
    after: z.string(),
    input: ['safe pattern-removed: /^a/ → any text'],
    output: ['risky pattern-removed: /^a/ → any text'],
  },
];
