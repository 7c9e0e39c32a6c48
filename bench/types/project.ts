import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Diagnostics, typeCheck } from './type-check.ts';
import type { Call, Group, Procedure, Subject } from './subjects.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

const IN_A_GROUP = 10;
/** A client calls twenty procedures, two of each of ten groups, whatever the size of the contract. */
const GROUPS_CALLED = 10;
const CALLED_OF_EACH = 2;

/** What a client reads of a contract: its declarations, as they were built, or its source. */
export type Reading = 'built' | 'source';

/** A contract and a client of it, written for the compiler. */
export interface Project {
  readonly subject: string;
  readonly size: number;
  /** Checks the types of the client. */
  check(reading: Reading): Promise<Diagnostics>;
}

/** Projects in a folder that goes with them. */
export interface Projects extends AsyncDisposable {
  /** Writes a contract of so many procedures with a client of twenty, and builds its declarations. */
  write(subject: Subject, size: number): Promise<Project>;
}

/** Makes a folder for projects: inside the repository, where the packages are found, and ignored by git. */
export async function makeProjects(): Promise<Projects> {
  await mkdir(join(root, 'dist'), { recursive: true });
  const folder = await mkdtemp(join(root, 'dist/types-'));
  return {
    write: (subject, size) => write(join(folder, `${subject.name}-${size}`), subject, size),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}

async function write(folder: string, subject: Subject, size: number): Promise<Project> {
  await mkdir(join(folder, 'src'), { recursive: true });
  const groups = groupsOf(size);
  for (const [name, text] of Object.entries(subject.contract(groups))) await writeFile(join(folder, 'src', name), text);
  await writeFile(join(folder, 'client.ts'), subject.client(callsOf(groups)));
  await writeConfigs(folder);
  await typeCheck(join(folder, 'tsconfig.contract.json'));
  return { subject: subject.name, size, check: (reading) => typeCheck(join(folder, `tsconfig.${reading}.json`)) };
}

async function writeConfigs(folder: string): Promise<void> {
  const extend = { extends: join(root, 'tsconfig.base.json') };
  const shared = { module: 'esnext', moduleResolution: 'bundler', lib: ['es2024', 'esnext.disposable', 'dom'] };
  const client = (contract: string) => ({
    ...extend,
    compilerOptions: { ...shared, noEmit: true, paths: { contract: [contract] } },
    files: ['client.ts'],
  });
  const declared = { declaration: true, emitDeclarationOnly: true, rootDir: 'src', outDir: 'built' };
  const configs = {
    contract: { ...extend, compilerOptions: { ...shared, ...declared }, files: ['src/index.ts'] },
    built: client('./built/index.d.ts'),
    source: client('./src/index.ts'),
  };
  for (const [name, config] of Object.entries(configs)) {
    await writeFile(join(folder, `tsconfig.${name}.json`), JSON.stringify(config));
  }
}

function groupsOf(size: number): Group[] {
  return Array.from({ length: size / IN_A_GROUP }, (_, group) => ({
    name: `group${group}`,
    procedures: Array.from({ length: IN_A_GROUP }, (_item, index) => procedureOf(group, index)),
  }));
}

function procedureOf(group: number, index: number): Procedure {
  const own = `${group}x${index}`;
  return { name: `procedure${index}`, isWrite: index % 2 === 1, input: `Input${own}`, output: `Output${own}` };
}

/** Spread over the whole contract. */
function callsOf(groups: readonly Group[]): Call[] {
  const step = groups.length / GROUPS_CALLED;
  return groups
    .filter((_, index) => index % step === 0)
    .flatMap(({ name, procedures }) =>
      procedures.slice(0, CALLED_OF_EACH).map((procedure) => ({ group: name, procedure })),
    );
}
