import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { carryOut, type Step } from './carry-out.ts';
import { makePlan } from './plan.ts';

/** A folder with two files and a folder of migrations, and a plan for it. */
async function start() {
  const root = await mkdtemp(join(tmpdir(), 'hybrid-plan-'));
  onTestFinished(() => rm(root, { recursive: true }));
  await writeFile(join(root, 'list.ts'), 'old list');
  await writeFile(join(root, 'lock.json'), 'old lock');
  await mkdir(join(root, 'migrations/first'), { recursive: true });
  const created = new Map([
    ['deep/down/new.ts', 'new'],
    ['other.ts', 'other'],
  ]);
  const insertion = { file: 'list.ts', insert: (text: string) => text.replace('old', 'new'), place: '"old"' };
  return { root, plan: await makePlan(root, created, [insertion]) };
}

/** Every file below a folder, with what is in it. */
async function contentsOf(root: string): Promise<Record<string, string>> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const texts = await Promise.all(
    files.map(async (file) => [file.slice(root.length + 1), await readFile(file, 'utf8')]),
  );
  return Object.fromEntries(texts);
}

const generated = { files: ['lock.json'], folders: ['migrations'] };
const quiet = (): void => undefined;

function step(run: () => Promise<void>): Step {
  return { says: 'Doing something …', run };
}

test('what was planned is written, and what steps made is told', async () => {
  const { root, plan } = await start();
  const makeMigration = step(async () => {
    await mkdir(join(root, 'migrations/second'));
    await writeFile(join(root, 'migrations/second/migration.sql'), 'SQL');
  });
  const said: string[] = [];
  const made = await carryOut(plan, { steps: [makeMigration], generated, log: (line) => said.push(line) });
  expect(made).toEqual(['migrations/second']);
  expect(said).toEqual(['Doing something …']);
  expect(await contentsOf(root)).toEqual({
    'deep/down/new.ts': 'new',
    'other.ts': 'other',
    'list.ts': 'new list',
    'lock.json': 'old lock',
    'migrations/second/migration.sql': 'SQL',
  });
});

test('a step that fails leaves nothing behind, whatever the steps before it wrote', async () => {
  const { root, plan } = await start();
  const before = await contentsOf(root);
  const makeMuch = step(async () => {
    await mkdir(join(root, 'migrations/second'));
    await writeFile(join(root, 'migrations/second/migration.sql'), 'SQL');
    await writeFile(join(root, 'lock.json'), 'new lock');
    await writeFile(join(root, 'deep/down/new.ts'), 'new, formatted');
  });
  const fail = step(() => Promise.reject(new Error('No database.')));
  await expect(carryOut(plan, { steps: [makeMuch, fail], generated, log: quiet })).rejects.toThrow('No database.');
  expect(await contentsOf(root)).toEqual(before);
  expect((await readdir(root)).toSorted()).toEqual(['list.ts', 'lock.json', 'migrations']);
});

test('a file that somebody else made meanwhile stays theirs, and everything else is taken back', async () => {
  const { root, plan } = await start();
  await writeFile(join(root, 'other.ts'), 'theirs');
  const before = await contentsOf(root);
  await expect(carryOut(plan, { steps: [], generated, log: quiet })).rejects.toThrow('EEXIST');
  expect(await contentsOf(root)).toEqual(before);
});

test('an interruption lets the step end and then takes everything back', async () => {
  const { root, plan } = await start();
  const before = await contentsOf(root);
  const interrupt = step(async () => void process.emit('SIGINT'));
  const never = step(() => Promise.reject(new Error('This step is not taken.')));
  await expect(carryOut(plan, { steps: [interrupt, never], generated, log: quiet })).rejects.toThrow('Interrupted.');
  expect(await contentsOf(root)).toEqual(before);
});

test('a plan over files that are there, or into files without the place, is refused with all of it', async () => {
  const { root } = await start();
  const insertions = [
    { file: 'lock.json', insert: () => null, place: '"something"' },
    { file: 'nowhere.ts', insert: (text: string) => text, place: 'its end' },
  ];
  const plan = makePlan(root, new Map([['list.ts', 'mine']]), insertions);
  await expect(plan).rejects.toThrow(
    [
      'list.ts is there already, and nothing is overwritten.',
      'lock.json is not as it was: "something" was looked for and not found.',
      'nowhere.ts is not as it was: its end was looked for and not found.',
    ].join('\n'),
  );
});
