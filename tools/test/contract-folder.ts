import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { onTestFinished } from 'vitest';

/** How a program ended, and what it said. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A temporary folder with a contract of its own, below `contracts/`. */
export interface ContractFolder {
  readonly root: string;
  /** Writes the contract: what stands below is put after the imports. */
  declare(source: string): Promise<void>;
  /** Runs `npm run contract -- …` there. */
  contract(args: readonly string[], env?: Record<string, string>): Promise<Ended>;
  git(...args: string[]): Promise<string>;
  write(file: string, text: string): Promise<void>;
  read(file: string): Promise<string>;
}

const repository = join(import.meta.dirname, '../..');
const run = promisify(execFile);

/** Makes a folder whose imports resolve as those of the repository do. */
export async function contractFolder(source: string): Promise<ContractFolder> {
  const root = await mkdtemp(join(tmpdir(), 'hybrid-contract-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  await symlink(join(repository, 'node_modules'), join(root, 'node_modules'), 'dir');
  const at = (file: string) => join(root, file);
  const folder: ContractFolder = {
    root,
    declare: (text) => folder.write('contracts/src/index.ts', `${imports}\n${text}`),
    contract: (args, env = {}) => contractProgram(root, args, env),
    git: async (...args) => (await run('git', ['-C', root, ...identity, ...args])).stdout.trim(),
    async write(file, text) {
      await mkdir(dirname(at(file)), { recursive: true });
      await writeFile(at(file), text);
    },
    read: (file) => readFile(at(file), 'utf8'),
  };
  await folder.write('package.json', '{ "type": "module" }');
  await folder.declare(source);
  return folder;
}

/** A contract that was released as 1.0.0, and then changed. */
export async function releasedFolder(source: string, changed: string): Promise<ContractFolder> {
  const folder = await contractFolder(source);
  await folder.contract(['release', '1.0.0']);
  await folder.declare(changed);
  await folder.contract(['lock']);
  return folder;
}

const imports = `import { event, mutation, query, subscription } from '@hybrid/contracts/kernel';
import { z } from 'zod';
`;

const identity = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', '-c', 'commit.gpgsign=false'];

async function contractProgram(cwd: string, args: readonly string[], env: Record<string, string>): Promise<Ended> {
  const program = join(repository, 'tools/contract/main.ts');
  const own = { FORCE_COLOR: '0', STATUS_TOKEN: '', NODE_COMPILE_CACHE: join(tmpdir(), 'hybrid-compile-cache') };
  const options = { cwd, env: { ...process.env, ...own, ...env }, maxBuffer: 256 * 1_048_576 };
  try {
    return { code: 0, ...(await run(process.execPath, [program, ...args], options)) };
  } catch (error) {
    // Whatever could not be run at all has no exit code, and fails the test.
    if (!isEnded(error)) throw error;
    return { code: error.code, stdout: error.stdout, stderr: error.stderr };
  }
}

function isEnded(error: unknown): error is Ended {
  return error instanceof Error && 'code' in error && typeof error.code === 'number' && 'stdout' in error;
}

/** Does something with each, a few at a time, and tells what came of it in the same order. */
export async function eachOf<T, R>(items: readonly T[], act: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let from = 0; from < items.length; from += 4) {
    results.push(...(await Promise.all(items.slice(from, from + 4).map(act))));
  }
  return results;
}

/** A contract of one procedure, `notes.add`, with what is said of it. */
export function notes({ input = '{ text: z.string() }', output = '{ id: z.string() }', facts = '' } = {}): string {
  return `export const notes = {
  add: mutation({
    access: 'user',
    input: z.object(${input}),
    output: z.object(${output}),${facts && `\n    ${facts},`}
  }),
};
export const contract = { notes };
export const events = {};
`;
}

/** The same, changed so that a client which is out is refused. */
export const broken = notes({ input: '{ text: z.string().max(9) }' });

/** The day that lies so many days from today. */
export function day(offset: number): string {
  return new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
}
