import { appendFile, chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { formatLock } from '@hybrid/contracts/gate';
import { startEmbeddedPostgres } from '@hybrid/prisma/embedded';
import { writeMigration } from '../../../prisma/write-migration.ts';
import { runQuietly } from '../../child.ts';
import { formatFacts } from '../../contract/facts.ts';
import { currentLock, workspaceAt } from '../../contract/workspace.ts';
import { planFeature } from '../feature.ts';
import { Refused } from '../refused.ts';
import { amend } from './amend.ts';
import { sampleAmendments } from './amendments.ts';
import { readByHand } from './by-hand.ts';
import { textFiles } from '../text-files.ts';
import { compose } from './compose.ts';
import { type ProductName, readProductName, rename } from './product-name.ts';
import { withNotifications } from './schema.ts';

interface NewProduct {
  /** The repository that the platform is taken from. */
  readonly root: string;
  /** Where it is to lie; it must not exist, or be empty. */
  readonly folder: string;
  /** What it is called, where somebody says so. */
  readonly called?: string | undefined;
  readonly log: (line: string) => void;
}

/**
 * Writes the platform without the product into a new folder.
 *
 * @remarks
 * It is put together in a folder of this repository, where its contract finds the packages that it is read with, and moved when
 * it is whole: what fails leaves nothing behind.
 *
 * @throws Refused for a folder that no product can lie in.
 */
export async function writeBlank({ root, folder, called, log }: NewProduct): Promise<ProductName> {
  const target = resolve(folder);
  const name = readProductName(target, called);
  refuseInside(root, target);
  const wasThere = await demandEmpty(target);
  await mkdir(join(root, '.data'), { recursive: true });
  const staged = await mkdtemp(join(root, '.data', 'new-blank-'));
  try {
    log('Taking the platform …');
    await writeFiles(staged, await compose(root, name));
    log('Adding the sample …');
    await addSample(staged, name);
    log('Writing the first migration …');
    await writeInitialMigration(root, staged);
    log('Writing the contract down …');
    await writeLock(staged);
    await cp(staged, target, { recursive: true });
    log('Formatting …');
    if (!(await runQuietly('oxfmt', [], { cwd: target }))) throw new Error('What was written cannot be formatted.');
  } catch (error) {
    await empty(target, wasThere);
    throw error;
  } finally {
    await rm(staged, { recursive: true, force: true });
  }
  return name;
}

/** What lies in this repository is checked, formatted and committed as a part of it. */
function refuseInside(root: string, folder: string): void {
  const way = relative(root, folder);
  if (way.startsWith('..') || isAbsolute(way)) return;
  throw new Refused([
    `${folder} lies in this repository. Name a folder outside of it, such as ../${basename(folder)}.`,
  ]);
}

/** Whether the folder is there; it must hold nothing. */
async function demandEmpty(folder: string): Promise<boolean> {
  const entries = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    if (error.code === 'ENOTDIR') throw new Refused([`${folder} is a file. Name a folder that is empty or not there.`]);
    throw error;
  });
  if (entries !== null && entries.length > 0) {
    throw new Refused([
      `${folder} is not empty, and nothing is overwritten. Name a folder that is empty or not there.`,
    ]);
  }
  return entries !== null;
}

async function empty(folder: string, keep: boolean): Promise<void> {
  if (!keep) return rm(folder, { recursive: true, force: true });
  for (const entry of await readdir(folder)) await rm(join(folder, entry), { recursive: true });
}

const programs = new Set(['.ci/run']);

async function writeFiles(folder: string, files: ReadonlyMap<string, string | Buffer>): Promise<void> {
  for (const [file, content] of files) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), content);
    if (programs.has(file)) await chmod(join(folder, file), 0o755);
  }
}

const sampleFolder = fileURLToPath(new URL('sample/', import.meta.url));

/** The sample is what `npm run new -- feature notes` writes, joined with the notifications. */
async function addSample(folder: string, name: ProductName): Promise<void> {
  const { plan } = await planFeature({ root: folder, name: 'notes' });
  await writeFiles(folder, new Map([...plan.created, ...plan.edited]));
  for (const amendment of sampleAmendments)
    await change(join(folder, amendment.file), (text) => amend(text, amendment));
  await change(join(folder, 'prisma/schema.prisma'), withNotifications);
  const own = textFiles(sampleFolder);
  const texts = await Promise.all(
    [...own].map(async ([file, from]) => [file, rename(await readFile(from, 'utf8'), name)] as const),
  );
  await writeFiles(folder, new Map(texts));
}

async function change(file: string, edit: (text: string) => string): Promise<void> {
  await writeFile(file, edit(await readFile(file, 'utf8')));
}

/** One migration, as of a product that has no past. */
async function writeInitialMigration(root: string, folder: string): Promise<void> {
  const postgres = await startEmbeddedPostgres({ ephemeral: true, log: () => undefined });
  try {
    const directory = join(folder, 'prisma');
    const { file } = await writeMigration({ url: postgres.url, directory, name: 'initial', now: new Date() });
    await appendFile(file, await readByHand(root));
  } finally {
    await postgres.stop();
  }
}

async function writeLock(folder: string): Promise<void> {
  const workspace = workspaceAt(join(folder, 'contracts'));
  const lock = await currentLock(workspace);
  await writeFile(workspace.lockFile, formatLock(lock));
  await writeFile(workspace.factsFile, formatFacts(lock));
}
