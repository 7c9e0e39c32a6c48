import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { createStackReader } from './readable-stack.ts';

async function bundleFolder(): Promise<URL> {
  const folder = await mkdtemp(join(tmpdir(), 'bundle-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  // Its second line is the third of the source.
  const map = { version: 3, file: 'main.js', sources: ['../src/start.ts'], names: [], mappings: ';AAEA' };
  await writeFile(join(folder, 'main.js.map'), JSON.stringify(map));
  await writeFile(join(folder, 'torn.js.map'), '{"version":');
  return pathToFileURL(`${folder}/`);
}

test('a stack names the lines of the source, where a map lies beside the bundle', async () => {
  const folder = await bundleFolder();
  const source = new URL('../src/start.ts', folder).href;
  const stack = `Error: no\n    at start (${folder.href}main.js:2:1)\n    at ${folder.href}main.js:2:1`;
  expect(createStackReader(folder)(stack)).toBe(`Error: no\n    at start (${source}:3:1)\n    at ${source}:3:1`);
});

test('a stack is left as it is where the map is missing, torn, or of somebody else', async () => {
  const folder = await bundleFolder();
  const elsewhere = new URL('elsewhere/', folder);
  const stack = `Error: no\n    at a (${folder.href}other.js:2:1)\n    at b (${folder.href}torn.js:2:1)\n    at node:fs:1:1`;
  expect(createStackReader(folder)(stack)).toBe(stack);
  const foreign = `Error: no\n    at a (${folder.href}main.js:2:1)`;
  expect(createStackReader(elsewhere)(foreign)).toBe(foreign);
});
