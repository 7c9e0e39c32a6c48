import { expect, test } from 'vitest';
import { slotOf } from './slot-of.ts';

// As `CLUSTER KEYSLOT` of Redis 7.0 answers.
test.each([
  ['foo', 12_182],
  ['hybrid:{article:1}', 9128],
  ['hybrid:{article:1}:meta', 9128],
  ['{}', 15_257],
  ['{}x', 10_595],
  ['ключ', 10_303],
])('%s falls into the slot that Redis says', (key, slot) => {
  expect(slotOf(key)).toBe(slot);
});
