import { writeFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { shapes } from '../../test/shape-arbitrary.ts';
import { changed, changes } from '../../test/shape-changes.ts';
import { emptyTally, judgePair } from '../../test/shape-oracle.ts';

// zod makes a program of each object that it is asked to read, which pays for those that are read often.
z.config({ jitless: true });

// `npm run fuzz -- gate --runs 500000 --seed 7` runs it for longer, and prints what is counted.
const runs = Number(process.env['FUZZ_RUNS'] ?? 5600);
const seed = Number(process.env['FUZZ_SEED'] ?? 1);
const figuresFile = process.env['FUZZ_FIGURES'];

/** A schema, what becomes of it, and what the values are chosen by. */
const pairs = fc.tuple(shapes(), fc.array(changes(), { maxLength: 3 }), fc.integer());

test('no change is called safe that refuses what was accepted, or sends what was not expected', () => {
  const tally = emptyTally();
  const property = fc.property(pairs, ([shape, made, valuesSeed]) => {
    judgePair(shape, made.reduce(changed, shape), { tally, seed: valuesSeed });
  });
  // Where it fails, the error names the seed and the path to the smallest case, and holds both schemas as source.
  fc.assert(property, { numRuns: runs, seed });
  if (figuresFile !== undefined) writeFileSync(figuresFile, JSON.stringify(tally));
  // That is more than 20,000 in the suite.
  expect(tally.verdicts).toBeGreaterThan(runs * 3.58);
  // Nor is it bought by calling everything breaking: most of what is called so is seen to break something by one of 15 values.
  expect(tally.seenToBreak / tally.breaking).toBeGreaterThan(0.6);
  expect(tally.safe / tally.verdicts).toBeGreaterThan(0.4);
  expect(tally.risky / tally.verdicts).toBeLessThan(0.2);
}, 86_400_000);
