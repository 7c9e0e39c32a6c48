import { createHash } from 'node:crypto';
import { glob, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { copyWorkspace } from '../copy-workspace.ts';
import { removeRepository, type Run, runIn } from '../test/run-in.ts';

// In a copy of this repository, as somebody would do it, with the embedded Postgres of a bare machine.

let root = '';

/** Runs a program in the copy. */
function run(
  command: string,
  args: readonly string[],
  where = '.',
  variables: Record<string, string> = {},
): Promise<Run> {
  return runIn(root, [command, ...args], { where, variables });
}

/** Runs `npm run new -- …`. */
const write = (...args: string[]) => run('npm', ['run', '--silent', 'new', '--', ...args]);

/** Expects a program to succeed; its output says why where it does not. */
async function expectSuccess(command: string, args: readonly string[], where = '.'): Promise<string> {
  const { code, output } = await run(command, args, where);
  expect(code, `${command} ${args.join(' ')}\n${output}`).toBe(0);
  return output;
}

/** What is in every file of the copy that is not generated: by it, what was changed is found. */
async function fingerprints(): Promise<Record<string, string>> {
  const pattern = '{*,.*,{contracts,server,client,prisma,admin-views,tools,docs}/**/*}';
  const exclude = ['**/node_modules/**', '**/dist/**', '**/generated/**', '.data', '**/*.tsbuildinfo'];
  const found: Record<string, string> = {};
  for await (const entry of glob(pattern, { cwd: root, exclude, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    found[file.slice(root.length + 1)] = createHash('sha256')
      .update(await readFile(file))
      .digest('hex');
  }
  return found;
}

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'hybrid-new-'));
  await copyWorkspace(root);
});

afterAll(() => removeRepository(root));

describe('what is not written', () => {
  test('a dry run names every file, and makes none', async () => {
    const before = await fingerprints();
    const { code, output } = await write('feature', 'reading-lists', '--dry-run');
    expect(code, output).toBe(0);
    for (const line of ['+ contracts/src/reading-lists.ts', '~ prisma/schema.prisma', '_add_reading_lists']) {
      expect(output).toContain(line);
    }
    expect(await fingerprints()).toEqual(before);
  });

  test('what is refused exits with 2, says what would be right, and changes nothing', async () => {
    const page = 'client/src/routes/stories-page.tsx';
    await writeFile(join(root, page), 'mine\n');
    const before = await fingerprints();
    const refused = async (...args: string[]) => {
      const { code, output } = await write(...args);
      expect(code, output).toBe(2);
      return output;
    };
    expect(await refused('feature', 'stories')).toContain(`${page} is there already, and nothing is overwritten.`);
    expect(await refused('feature', 'note')).toContain('notes.');
    expect(await refused('feature')).toContain('Usage: npm run new --');
    expect(await refused('nonsense', 'notes')).toContain('Usage: npm run new --');
    expect(await refused('feature', 'notes', '--unknown')).toContain('Usage: npm run new --');
    expect(await refused('procedure', 'notifications.pin', '--query', '--mutation')).toContain('query or mutation');
    expect(await refused('procedure', 'notifications.pin', '--access', 'all')).toContain('choose anonymous');
    expect(await refused('procedure', 'uploads.changes', '--subscription')).toContain('declares none on the topic');
    expect(await fingerprints()).toEqual(before);
    await rm(join(root, page));
  });

  test('where the migration cannot be written, every file is as it was', async () => {
    const before = await fingerprints();
    const args = ['run', '--silent', 'new', '--', 'feature', 'stories'];
    const nowhere = { DATABASE_URL: 'postgres://127.0.0.1:1/nothing' };
    const { code, output } = await run('npm', args, '.', nowhere);
    expect(code, output).toBe(1);
    expect(output).toContain('Nothing was kept: every file is as it was.');
    expect(await fingerprints()).toEqual(before);
  });
});

describe('what is written', () => {
  const commands = [
    ['feature', 'reading-lists'],
    ['procedure', 'reading-lists.archive'],
    ['procedure', 'readingLists.byTitle', '--query', '--access', 'public'],
    ['procedure', 'readingLists.changes', '--subscription'],
    ['procedure', 'notifications.pin', '--access', 'operator'],
    ['procedure', 'sessions.recent', '--query', '--access', 'anonymous'],
  ];
  const outputs: string[] = [];

  beforeAll(async () => {
    for (const args of commands) outputs.push(await expectSuccess('npm', ['run', '--silent', 'new', '--', ...args]));
  });

  test('is said, with what to do next', () => {
    expect(outputs[0]).toMatch(/\+ prisma\/migrations\/\d{14}_add_reading_lists$/m);
    expect(outputs[0]).toContain('1. See it: npm run dev, then sign in at /reading-lists and at /admin/reading-lists.');
    expect(outputs[1]).toContain('+ server/src/features/reading-lists/archive-reading-list.ts');
  });

  test('is what the documentation shows', async () => {
    const guide = await readFile(join(root, 'docs/scaffolding.md'), 'utf8');
    const shown = [...guide.matchAll(/^npm run new -- ((?:feature|procedure) [^#\n]*)/gm)].map(([, args = '']) =>
      args.trim(),
    );
    expect(shown.length).toBeGreaterThan(4);
    const tried = [...commands.map((args) => args.join(' ')), 'feature reading-lists --dry-run'];
    expect(shown.filter((args) => !tried.includes(args))).toEqual([]);
  });

  test('is not written a second time', async () => {
    for (const args of commands) expect((await write(...args)).code, args.join(' ')).toBe(2);
  });

  test('is formatted, and nothing of the sample is left in it', async () => {
    await expectSuccess('oxfmt', ['--check']);
    for await (const file of glob('{contracts/src,server/src,client/src,admin-views}/**/*reading-list*', {
      cwd: root,
    })) {
      const text = await readFile(join(root, file), 'utf8').catch(() => '');
      expect(text, file).not.toMatch(/paper.?boat/i);
    }
  });

  test('compiles', async () => {
    await expectSuccess('tsc', ['-b', 'contracts']);
    await expectSuccess('tsc', ['-p', 'server']);
    await expectSuccess('tsc', ['-p', 'client']);
    await expectSuccess('tsc', ['-p', 'client/tsconfig.tools.json']);
  });

  test('is linted', async () => {
    const folders = ['contracts/src', 'server/src/features', 'client/src/features/reading-lists', 'client/src/routes'];
    await expectSuccess('oxlint', ['--type-aware', '--deny-warnings', ...folders]);
  });

  test('keeps the boundaries, and leaves nothing unused', async () => {
    await expectSuccess('npm', ['run', '--silent', 'boundaries']);
    // A feature brings no package along.
    await expectSuccess('knip', ['--no-config-hints', '--exclude', 'devDependencies']);
  });

  test('is in the lock of the contract, and breaks nothing of the contract before it', async () => {
    const before = join(import.meta.dirname, '../../contracts/contract.lock.json');
    await expectSuccess('npm', ['run', '--silent', 'contract', '--', 'check', '--against', before]);
  });

  test('passes its own tests, and those that go through everything there is', async () => {
    const own = ['reading-lists', 'notifications/pin', 'sessions/recent'].map((path) => `src/features/${path}`);
    await expectSuccess('vitest', ['run', ...own, 'src/features/access.test.ts'], 'server');
    await expectSuccess('vitest', ['run', 'src/features/reading-lists', 'src/lib/catalogue'], 'client');
    await expectSuccess('vitest', ['run', 'src/contract.test.ts'], 'contracts');
  });
});
