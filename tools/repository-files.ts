import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Every file of a repository that git knows, or would know if it were added; not one that somebody has just deleted. */
export async function repositoryFiles(root: string): Promise<string[]> {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate'];
  const { stdout } = await promisify(execFile)('git', args, { cwd: root, maxBuffer: 16 * 1_048_576 });
  return stdout.split('\0').filter((file) => file !== '' && existsSync(join(root, file)));
}
