import { expect, test } from 'vitest';
import { makeProjects } from '../../bench/types/project.ts';
import { ours } from '../../bench/types/subjects.ts';

test('a client of twenty procedures costs the compiler the same, whether the contract has a hundred or a thousand', async () => {
  await using projects = await makeProjects();
  const [hundred, thousand] = [await projects.write(ours, 100), await projects.write(ours, 1000)];
  const [small, large] = [await hundred.check('built'), await thousand.check('built')];
  expect(small.instantiations).toBeGreaterThan(1000);
  // Counted, not timed: the same on every machine. What is read of each group is its name alone.
  expect(large.instantiations - small.instantiations).toBeLessThan(90);
  expect(large.types - small.types).toBeLessThanOrEqual(90);
}, 120_000);
