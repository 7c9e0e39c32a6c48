import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { runIn } from '../../test/run-in.ts';
import { root } from '../root.ts';
import { readProductName, rename } from './product-name.ts';

// What is written, `npm run blank:check` installs, checks and starts.

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'hybrid-refused-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

/** Runs `npm run new -- blank …`, which is to be refused. */
async function refused(...args: string[]): Promise<string> {
  const { code, output } = await runIn(root, ['npm', 'run', '--silent', 'new', '--', 'blank', ...args]);
  expect(code, output).toBe(2);
  return output;
}

test('a folder that holds something, a file, and a folder of this repository are refused, and stay as they are', async () => {
  const folder = await makeFolder();
  const [taken, file] = [join(folder, 'taken'), join(folder, 'file')];
  await mkdir(taken);
  await writeFile(join(taken, 'mine.txt'), 'mine');
  await writeFile(file, 'mine');
  expect(await refused(taken)).toContain(`${taken} is not empty, and nothing is overwritten.`);
  expect(await refused(file)).toContain(`${file} is a file.`);
  expect(await refused('docs/field-notes')).toContain('lies in this repository. Name a folder outside of it');
  expect(await refused(join(folder, 'Field Notes'))).toContain('such as field-notes');
  expect(await refused()).toContain('Usage: npm run new --');
  expect(await readdir(taken)).toEqual(['mine.txt']);
  expect((await readdir(folder)).toSorted()).toEqual(['file', 'taken']);
});

describe('the name of a product', () => {
  test('is that of its folder, or as somebody says', () => {
    expect(readProductName('/tmp/field-notes')).toEqual({ kebab: 'field-notes', title: 'Field Notes' });
    expect(readProductName('/tmp/x y', 'Field Notes')).toEqual({ kebab: 'field-notes', title: 'Field Notes' });
    expect(readProductName('/tmp/x y', 'field-notes')).toEqual({ kebab: 'field-notes', title: 'Field Notes' });
    expect(readProductName('/tmp/x y', 'iNotes 2')).toEqual({ kebab: 'i-notes-2', title: 'iNotes 2' });
  });

  test.each(["Ada's", 'a`b', '${x}', '', '9 lives', 'a'.repeat(31), 'Notizbücher', 'two  spaces'])(
    '%j is refused: it would come into code and pages as it stands',
    (name) => {
      expect(() => readProductName('/tmp/notes', name)).toThrow('is no name for a product');
    },
  );

  test('takes the place of the other, in code and in sentences', () => {
    const name = readProductName('field-notes');
    expect(rename('Conduit: CONDUIT_URL, conduit-demo', name)).toBe('Field Notes: FIELD_NOTES_URL, field-notes-demo');
  });
});
