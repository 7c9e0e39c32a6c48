import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Plan } from './plan.ts';

/** Something that follows the writing, such as a migration; it throws where it fails. */
export interface Step {
  readonly says: string;
  readonly run: () => Promise<void>;
}

/** What steps write beside the plan, so that it can be put back. */
export interface Generated {
  /** Files that are there and are written anew. */
  readonly files: readonly string[];
  /** Folders that get new entries. */
  readonly folders: readonly string[];
}

interface CarryOutOptions {
  readonly steps: readonly Step[];
  readonly generated: Generated;
  readonly log: (line: string) => void;
}

/**
 * Writes what a plan says and takes the steps that follow. What fails, or is interrupted, leaves nothing behind: every file is
 * as it was.
 *
 * @returns what came into the folders that were said to get new entries.
 */
export async function carryOut(plan: Plan, { steps, generated, log }: CarryOutOptions): Promise<string[]> {
  const before = await remember(plan, generated);
  const written: string[] = [];
  const interruption = watchInterruption();
  try {
    for (const [file, text] of plan.created) {
      await create(join(plan.root, file), text);
      written.push(file);
    }
    for (const [file, text] of plan.edited) await writeFile(join(plan.root, file), text);
    for (const { says, run } of steps) {
      log(says);
      await run();
      interruption.throwIfAsked();
    }
    return await newEntries(plan.root, before);
  } catch (error) {
    await putBack(plan.root, written, before);
    log('Nothing was kept: every file is as it was.');
    throw error;
  } finally {
    interruption.stop();
  }
}

interface Before {
  readonly files: ReadonlyMap<string, Buffer>;
  readonly entries: ReadonlyMap<string, readonly string[]>;
  /** Folders that have to be made, the outermost first. */
  readonly folders: readonly string[];
}

async function remember({ root, created, edited }: Plan, generated: Generated): Promise<Before> {
  const files = new Map<string, Buffer>();
  for (const file of [...edited.keys(), ...generated.files]) files.set(file, await readFile(join(root, file)));
  const entries = new Map<string, readonly string[]>();
  for (const folder of generated.folders) entries.set(folder, await readdir(join(root, folder)));
  const folders = new Set([...created.keys()].flatMap((file) => missingFolders(root, file)));
  return { files, entries, folders: [...folders] };
}

function missingFolders(root: string, file: string): string[] {
  const parts = dirname(file).split('/');
  const folders = parts.map((_, index) => parts.slice(0, index + 1).join('/'));
  return folders.filter((folder) => !existsSync(join(root, folder)));
}

/** `wx`: whoever made a file of this name meanwhile keeps it. */
async function create(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text, { flag: 'wx' });
}

async function putBack(root: string, written: readonly string[], before: Before): Promise<void> {
  for (const file of written) await rm(join(root, file), { force: true });
  for (const [file, bytes] of before.files) await writeFile(join(root, file), bytes);
  for (const entry of await newEntries(root, before)) await rm(join(root, entry), { recursive: true });
  // Where somebody else put something into one meanwhile, it stays.
  for (const folder of before.folders.toReversed()) await rmdir(join(root, folder)).catch(() => undefined);
}

async function newEntries(root: string, { entries }: Before): Promise<string[]> {
  const found: string[] = [];
  for (const [folder, known] of entries) {
    const now = await readdir(join(root, folder));
    found.push(...now.filter((name) => !known.includes(name)).map((name) => `${folder}/${name}`));
  }
  return found;
}

/** Ctrl-C ends what a step has started and would end this program before it has put anything back. */
function watchInterruption(): { throwIfAsked(): void; stop(): void } {
  let isAsked = false;
  const ask = (): void => {
    isAsked = true;
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, ask);
  return {
    throwIfAsked() {
      if (isAsked) throw new Error('Interrupted.');
    },
    stop() {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, ask);
    },
  };
}
