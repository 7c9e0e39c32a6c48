import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { runQuietly } from './child.ts';

// `npm run pack:contracts -- [--out DIR]`: the contract as a package that other projects install. It is packed from a folder of its
// own: npm packs the exports of the package.json it finds, which here lead to TypeScript, and Node reads none of that in node_modules.

const root = fileURLToPath(new URL('../', import.meta.url));
const run = promisify(execFile);

const entries = {
  '.': 'index',
  './kernel': 'kernel/index',
  './client': 'client/index',
  './facts': 'facts',
  './gate': 'gate/index',
};

const { values } = parseArgs({ options: { out: { type: 'string', default: join(root, 'dist') } } });
const out = resolve(values.out);
await mkdir(out, { recursive: true });
await mkdir(join(root, 'dist'), { recursive: true });
// Inside the repository: source maps name their sources from here, and hold no path of the machine.
const stage = await mkdtemp(join(root, 'dist/contracts-'));
try {
  await fill(stage);
  const { filename, size } = await pack(stage, out);
  console.log(`${join(out, filename)} ${(size / 1024).toFixed(1)} KB`);
} finally {
  await rm(stage, { recursive: true });
}

async function fill(folder: string): Promise<void> {
  const compile = ['-p', join(root, 'contracts/tsconfig.pack.json'), '--outDir', join(folder, 'dist')];
  if (!(await runQuietly('tsc', compile)))
    throw new Error('The contract does not compile, so that there is nothing to pack.');
  await writeFile(join(folder, 'package.json'), `${JSON.stringify(await manifest(), null, 2)}\n`);
  await copyFile(join(root, 'contracts/README.md'), join(folder, 'README.md'));
  await copyFile(join(root, 'LICENSE'), join(folder, 'LICENSE'));
}

interface Manifest {
  readonly version: string;
  readonly license: string;
  readonly dependencies: Record<string, string>;
  readonly devDependencies: Record<string, string>;
}

async function readManifest(path: string): Promise<Manifest> {
  return JSON.parse(await readFile(join(root, path), 'utf8')) as Manifest;
}

/** What npm reads of the package: the versions are those of the workspace, and whatever is compatible with them. */
async function manifest(): Promise<object> {
  const { version, license } = await readManifest('package.json');
  const { dependencies, devDependencies } = await readManifest('contracts/package.json');
  const rangeOf = (name: string) => `^${dependencies[name] ?? devDependencies[name]}`;
  return {
    name: '@hybrid/contracts',
    version,
    description: 'What may be asked of a deployment and what it tells, typed; with a client.',
    license,
    type: 'module',
    sideEffects: false,
    engines: { node: '>=20' },
    exports: Object.fromEntries(Object.entries(entries).map(([name, file]) => [name, exported(file)])),
    files: ['dist'],
    // @trpc/server is a peer of @trpc/client, and holds the types of a router. As a dependency it is there wherever this is.
    dependencies: Object.fromEntries(['@trpc/client', '@trpc/server', 'zod'].map((name) => [name, rangeOf(name)])),
  };
}

function exported(file: string): object {
  return { types: `./dist/${file}.d.ts`, default: `./dist/${file}.js` };
}

async function pack(folder: string, to: string): Promise<{ filename: string; size: number }> {
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', to], { cwd: folder });
  const [packed] = JSON.parse(stdout) as { filename: string; size: number }[];
  if (!packed) throw new Error('npm packed nothing.');
  return packed;
}
