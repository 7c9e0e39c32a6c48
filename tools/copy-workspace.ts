import { cp, mkdir, readdir, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { repositoryFiles } from './repository-files.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const workspaces = ['contracts', 'prisma', 'server', 'client'];

/**
 * Copies the repository as it stands into an empty folder, to be changed there: another release, or what a program writes.
 *
 * @remarks
 * The packages of npm are shared. Those of the workspace are the copy's own, so that a changed contract reaches server and client.
 */
export async function copyWorkspace(to: string): Promise<void> {
  for (const file of await repositoryFiles(root)) {
    await mkdir(dirname(join(to, file)), { recursive: true });
    await cp(join(root, file), join(to, file));
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
