import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../services.ts';

const run = promisify(execFile);

/** A project of somebody else's, in which the packed contract is installed. */
export interface OutsideProject extends AsyncDisposable {
  readonly folder: string;
  write(file: string, text: string): Promise<void>;
  /** Runs the project's own compiler, and gives what it finds fault with. */
  compile(config: object): Promise<string[]>;
}

/** Packs the contract, as `npm run pack:contracts` does, and gives the file. */
export async function packContracts(folder: string): Promise<string> {
  await run(process.execPath, [join(root, 'tools/pack-contracts.ts'), '--out', folder]);
  const [file] = (await readdir(folder)).filter((name) => name.endsWith('.tgz'));
  if (file === undefined) throw new Error(`Nothing was packed into ${folder}.`);
  return join(folder, file);
}

/** The paths in a packed file. */
export async function listPacked(file: string): Promise<string[]> {
  const { stdout } = await run('tar', ['-tzf', file]);
  return stdout.trim().split('\n');
}

/** A folder outside the repository. */
export function makeFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'hybrid-outside-'));
}

/** Makes an empty project and installs into it, as anybody would. */
export async function makeProject(packages: readonly string[]): Promise<OutsideProject> {
  const folder = await makeFolder();
  const write = (file: string, text: string) => writeFile(join(folder, file), text);
  await write('package.json', JSON.stringify({ name: 'outside', private: true, type: 'module' }));
  const flags = ['--prefer-offline', '--no-audit', '--no-fund'];
  await run('npm', ['install', ...flags, ...packages], { cwd: folder });
  return {
    folder,
    write,
    async compile(config) {
      await write('tsconfig.json', JSON.stringify(config));
      const compiler = join(folder, 'node_modules/typescript/bin/tsc');
      const said = await run(process.execPath, [compiler, '--pretty', 'false'], { cwd: folder }).catch(
        (error: { stdout?: string; message: string }) => ({ stdout: error.stdout ?? error.message }),
      );
      return said.stdout.split('\n').filter((line) => line !== '');
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}

/** The Node that runs the tests, and others of this machine that the package says it runs on. */
export async function findNodes(): Promise<[version: string, path: string][]> {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules'));
  const found = new Map<string, string>();
  for (const path of [process.execPath, ...folders.map((folder) => join(folder, 'node'))]) {
    const version = await run(path, ['--version']).then(
      ({ stdout }) => stdout.trim(),
      () => '',
    );
    const major = Number(/^v(\d+)/.exec(version)?.[1] ?? 0);
    if (major >= 20 && !found.has(version)) found.set(version, path);
  }
  return [...found];
}
