import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { copyWorkspace } from '../../tools/copy-workspace.ts';

const run = promisify(execFile);

/** What the next release asks of who writes a comment, and this one does not. */
const changes: [file: string, before: string, after: string][] = [
  [
    'contracts/src/comments.ts',
    'input: OfArticle.extend({ body: Body }),\n    output: Comment,\n    errors: { ARTICLE_NOT_FOUND },',
    "input: OfArticle.extend({ body: Body, mood: z.enum(['calm', 'heated']) }),\n    output: Comment,\n    errors: { ARTICLE_NOT_FOUND },",
  ],
  [
    'client/src/features/comments/comment-form.tsx',
    'const input = { ...form.values, slug };',
    "const input = { ...form.values, slug, mood: 'calm' as const };",
  ],
  // So that the front page shows which release it is.
  ['client/src/lib/catalogue/english/shell.ts', "newRelease: 'A new version is here.'", "newRelease: 'Another one.'"],
];

/** A release that follows the one in this repository. */
export interface NextRelease {
  readonly root: string;
  remove(): Promise<void>;
}

/**
 * Makes and builds the next release as a team does: this one's contract is kept as that of a live release, then one procedure is
 * changed in a way that breaks its clients, and the pages with it.
 */
export async function buildNextRelease(): Promise<NextRelease> {
  const root = await mkdtemp(join(tmpdir(), 'hybrid-next-'));
  await copyWorkspace(root);
  // The tools of this workspace are found by its own path, as npm does it.
  const env = { ...process.env, PATH: [join(root, 'node_modules/.bin'), process.env['PATH']].join(delimiter) };
  const node = (cwd: string, ...args: string[]) => run(process.execPath, args, { cwd: join(root, cwd), env });
  const contract = (...args: string[]) => node('.', 'tools/contract/main.ts', ...args);
  await contract('release', '98.0.0');
  for (const [file, before, after] of changes) await replace(join(root, file), before, after);
  await contract('lock');
  await node('client', '../node_modules/vite/bin/vite.js', 'build');
  await node('server', '../node_modules/rolldown/bin/cli.mjs', '-c', 'rolldown.config.ts');
  return { root, remove: () => rm(root, { recursive: true, force: true }) };
}

async function replace(file: string, before: string, after: string): Promise<void> {
  const text = await readFile(file, 'utf8');
  if (!text.includes(before)) throw new Error(`${file} no longer holds what the next release changes: ${before}`);
  await writeFile(file, text.replace(before, after));
}
