import { access, constants, readFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { runQuietly } from './child.ts';

/** A program that npm does not bring. */
export interface NeededProgram {
  /** The Debian package. */
  readonly debianPackage: string;
  /** What to do where it cannot be installed from here. */
  readonly advice: string;
  isThere(): Promise<boolean>;
}

/**
 * Sees to it that programs are there: on Debian as root they are installed.
 *
 * @throws Error that says what to install, elsewhere.
 */
export async function demandPrograms(programs: readonly NeededProgram[]): Promise<void> {
  let missing = await findMissing(programs);
  if (missing.length > 0 && process.getuid?.() === 0 && (await isDebian())) {
    const packages = missing.map(({ debianPackage }) => debianPackage);
    console.log(`Installing ${packages.join(' and ')} by apt-get; this takes a minute …`);
    await install(packages);
    missing = await findMissing(programs);
  }
  if (missing.length > 0) {
    throw new Error(['More is needed than npm installs:', ...missing.map(({ advice }) => `  ${advice}`)].join('\n'));
  }
}

async function findMissing(programs: readonly NeededProgram[]): Promise<NeededProgram[]> {
  const isThere = await Promise.all(programs.map((program) => program.isThere()));
  return programs.filter((_, index) => !isThere[index]);
}

/** Whether one of the names is a command. */
export async function isCommand(...names: string[]): Promise<boolean> {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const found = await Promise.all(folders.flatMap((folder) => names.map((name) => isExecutable(join(folder, name)))));
  return found.includes(true);
}

/** Whether there is such a program. */
export async function isExecutable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}

async function isDebian(): Promise<boolean> {
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '');
  return /^ID(?:_LIKE)?=.*debian/m.test(release) && isCommand('apt-get');
}

async function install(packages: string[]): Promise<void> {
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await runQuietly('apt-get', ['update', '-qq'], { env });
  await runQuietly('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { env });
}
