import { writeFileSync } from 'node:fs';
import { contract } from '@hybrid/contracts';
import { proceduresOf } from '@hybrid/contracts/kernel';
import { expect, test } from 'vitest';
import { createCallers } from '../../test/fuzz/callers.ts';
import { fuzzContract } from '../../test/fuzz/fuzz-contract.ts';
import { password, startHost } from '../../test/host.ts';

// `npm run fuzz -- server --runs 300 --seed 7` runs it for longer, and prints what is counted.
const runs = Number(process.env['FUZZ_RUNS'] ?? 12);
const seed = Number(process.env['FUZZ_SEED'] ?? 1);
const figuresFile = process.env['FUZZ_FIGURES'];

test('whoever calls whatever procedure with whatever input, the server keeps what the contract promises', async () => {
  const host = await startHost();
  const tallies = await fuzzContract({
    url: host.url,
    contract,
    callers: createCallers(host),
    runs,
    seed,
    known: { password },
  });
  if (figuresFile !== undefined) writeFileSync(figuresFile, JSON.stringify(Object.fromEntries(tallies)));
  expect([...tallies.keys()]).toEqual(proceduresOf(contract).map(([name]) => name));
  // Each was really called: let in with what it asks for.
  const untried = [...tallies].filter(([, { taken }]) => taken === 0).map(([name]) => name);
  expect(untried).toEqual([]);
  await host.runJobs();
  expect(host.logged.filter((line) => JSON.parse(line).level === 'error')).toEqual([]);
}, 86_400_000);
