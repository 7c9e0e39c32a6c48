import { execFile } from 'node:child_process';
import { cp, mkdir, readdir, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../', import.meta.url));
const run = promisify(execFile);
const workspaces = ['contracts', 'prisma', 'server', 'client'];

/**
 * Copies the repository as it stands into an empty folder, to be changed there: another release, or what a program writes.
 *
 * @remarks
 * The packages of npm are shared. Those of the workspace are the copy's own, so that a changed contract reaches server and client.
 */
export async function copyWorkspace(to: string): Promise<void> {
  const { stdout } = await run('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    maxBuffer: 16 * 1_048_576,
  });
  for (const file of stdout.split('\0').filter(Boolean)) {
    await mkdir(dirname(join(to, file)), { recursive: true });
    // A file that git knows and somebody has just deleted is none.
    await cp(join(root, file), join(to, file)).catch(ignoreMissing);
  }
  await cp(join(root, 'prisma/generated'), join(to, 'prisma/generated'), { recursive: true });
  for (const folder of ['.', ...workspaces]) await linkPackages(folder, to);
}

async function linkPackages(folder: string, to: string): Promise<void> {
  const from = join(root, folder, 'node_modules');
  const names = await readdir(from).catch(() => []);
  if (names.length === 0) return;
  await mkdir(join(to, folder, 'node_modules'), { recursive: true });
  for (const name of names.filter((one) => one !== '@hybrid' && one !== '.cache')) {
    await symlink(join(from, name), join(to, folder, 'node_modules', name));
  }
  if (folder !== '.') return;
  await mkdir(join(to, 'node_modules/@hybrid'));
  for (const name of workspaces) await symlink(join(to, name), join(to, 'node_modules/@hybrid', name));
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
