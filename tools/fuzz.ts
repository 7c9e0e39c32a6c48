import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

// `npm run fuzz -- <gate|rpc|server>`: runs a fuzz test of the suite for longer, or again from a seed, and prints what it counted.

const targets = {
  gate: { directory: 'contracts', test: 'src/gate/fuzz.test.ts', runs: 100_000 },
  rpc: { directory: 'server', test: 'src/platform/rpc/fast-path.test.ts', runs: 100_000 },
  server: { directory: 'server', test: 'src/features/contract-fuzz.test.ts', runs: 300 },
};

const usage = `Usage: npm run fuzz -- <target>

  gate     pairs of schemas, and values that may prove a verdict of the contract gate wrong
  rpc      requests to the fast path and to tRPC's own adapter, whose answers have to be the same
  server   calls of every procedure of the contract to the running server

  --runs <count>   how many pairs, requests, or calls of each procedure and caller;
                   ${targets.gate.runs}, ${targets.rpc.runs} and ${targets.server.runs} unless told
  --seed <number>  where to begin; another each time unless told`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string' }, seed: { type: 'string' } },
});
const [name = ''] = positionals;
const target = name === 'gate' || name === 'rpc' || name === 'server' ? targets[name] : undefined;
const runs = Number(values.runs ?? target?.runs);
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
if (!target || !Number.isSafeInteger(runs) || runs < 1 || !Number.isSafeInteger(seed)) {
  console.error(usage);
  process.exitCode = 2;
} else {
  console.log(`${name}: ${runs} runs, seed ${seed}`);
  process.exitCode = await run(target);
}

async function run({ directory, test }: { directory: string; test: string }): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'hybrid-fuzz-'));
  const figuresFile = join(folder, 'figures.json');
  try {
    const child = spawn('npx', ['vitest', 'run', test], {
      cwd: directory,
      stdio: 'inherit',
      shell: process.platform === 'win32',
      env: { ...process.env, FUZZ_RUNS: String(runs), FUZZ_SEED: String(seed), FUZZ_FIGURES: figuresFile },
    });
    const [code] = (await once(child, 'exit')) as [number | null];
    if (existsSync(figuresFile)) console.table(JSON.parse(await readFile(figuresFile, 'utf8')));
    console.log(`Again: npm run fuzz -- ${name} --runs ${runs} --seed ${seed}`);
    return code ?? 1;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
