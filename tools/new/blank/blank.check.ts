import { glob, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { removeRepository, runIn } from '../../test/run-in.ts';
import { root } from '../root.ts';
import { startProduct } from './start-product.ts';

// `npm run blank:check`: a new product is written, installed, checked and started, as its founders would.

let folder = '';
let home = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hybrid-blank-'));
  home = join(folder, 'field-notes');
  await succeed(['npm', 'run', '--silent', 'new', '--', 'blank', home], root);
  await succeed(['git', 'init', '--quiet']);
  await succeed(['git', 'add', '.']);
});

afterAll(async () => {
  await removeRepository(home);
  await rm(folder, { recursive: true });
});

/** Runs a program in the new product, or elsewhere; where it fails, what it said is told. */
async function succeed(command: readonly [string, ...string[]], where = home): Promise<void> {
  const { code, output } = await runIn(where, command);
  if (code !== 0) throw new Error(`${command.join(' ')} ended with ${code}:\n${output}`);
}

test('a new product says nothing of the one it was taken out of', async () => {
  const { output } = await runIn(home, ['git', 'grep', '--cached', '-niE', 'conduit|realworld', '--', ':!tools/new']);
  expect(output).toBe('');
  expect(await readFile(join(home, 'README.md'), 'utf8')).toMatch(/^# Field Notes\n/);
});

test('it is installed by its lock file, which npm finds complete', async () => {
  await succeed(['npm', 'ci', '--prefer-offline', '--no-audit', '--no-fund']);
  expect((await runIn(home, ['git', 'diff', '--stat'])).output).toBe('');
});

/** What this repository's own check has not said of the same files already. */
const inShort: readonly [says: string, take: () => Promise<void>][] = [
  ['it is formatted, linted, typed, joined and built as its own check asks', checkWithoutTests],
  [
    'its contract is what its tests say',
    () => succeed(['vitest', 'run', 'src/contract.test.ts'], join(home, 'contracts')),
  ],
  [
    'its database is made by one migration, and seeded',
    () => succeed(['vitest', 'run', 'migrate', 'seed'], join(home, 'prisma')),
  ],
  [
    'the mock answers all of its contract',
    () => succeed(['vitest', 'run', 'every-procedure', 'visits'], join(home, 'tools')),
  ],
  ['its pages pass their tests', () => succeed(['vitest', 'run'], join(home, 'client'))],
  ['its server passes the tests that have something of the new product in them', testServer],
];

const inFull: typeof inShort = [['it passes its own check', () => succeed(['npm', 'run', 'check'])]];

test.each(process.env['BLANK_CHECK'] === 'whole' ? inFull : inShort)('%s', async (_, take) => {
  await expect(take()).resolves.toBeUndefined();
});

/** Every step but those that test. */
async function checkWithoutTests(): Promise<void> {
  const Manifest = z.object({ scripts: z.object({ check: z.string() }) });
  const { scripts } = Manifest.parse(JSON.parse(await readFile(join(home, 'package.json'), 'utf8')));
  const [node = '', program = '', ...steps] = scripts.check.split(' ');
  const tests = new Set(['services', 'test:unit', 'e2e']);
  await succeed([node, program, ...steps.filter((step) => !tests.has(step))]);
}

/** Tests of features that have something of the new product in them, and those that go through all; other features are copied as they are. */
const joined =
  /^src\/features\/(?:[^/]+|(?:accounts|deletions|notes|notifications)\/.*|uploads\/purge-uploads\.test\.ts)$/;

async function testServer(): Promise<void> {
  const where = join(home, 'server');
  const tests: string[] = [];
  for await (const file of glob('src/**/*.test.ts', { cwd: where })) {
    const borrows = (await readFile(join(where, file), 'utf8')).includes('/test/subject.ts');
    if (borrows || joined.test(file)) tests.push(file);
  }
  expect(tests.length).toBeGreaterThan(25);
  await succeed(['vitest', 'run', ...tests], where);
}

test('it starts in production, and who signs up and writes a note is told when it is finished', async () => {
  await using product = await startProduct(home);
  expect((await product.get('/_status/ready')).status).toBe(200);
  const page = await (await product.get('/', { accept: 'text/html' })).text();
  expect(page).toContain('>Field Notes</title>');
  const [, program = ''] = /<script type="module"[^>]* src="([^"]+)"/.exec(page) ?? [];
  expect((await product.get(program)).headers.get('content-type')).toContain('javascript');

  const person = { username: 'grace', email: 'grace@example.org', password: 'correct horse battery' };
  const SignedUp = z.object({ user: z.object({ token: z.string() }) });
  const { user } = SignedUp.parse(await product.post('/api/users', person));
  const authorization = `Bearer ${user.token}`;
  await product.post('/api/notes', { title: 'Oil the engine' }, { authorization });
  const told = async () => (await product.get('/api/trpc/notifications.list?input={}', { authorization })).json();
  const news = { kind: 'note_finished', note: { title: 'Oil the engine' } };
  await expect.poll(told, { timeout: 60_000 }).toMatchObject({ result: { data: { notifications: [news] } } });
});
