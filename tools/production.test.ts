import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { productionArguments, productionMemory } from './production.ts';

test('the image starts the bundle as `npm start` and the benchmark do', async () => {
  const dockerfile = await readFile(new URL('../Dockerfile', import.meta.url), 'utf8');
  const [, command = '[]'] = /^CMD (\[.*\])$/m.exec(dockerfile) ?? [];
  expect(JSON.parse(command)).toEqual(['node', ...productionArguments]);
  const [, memory = ''] = /^ENV (MALLOC_.*)$/m.exec(dockerfile) ?? [];
  expect(Object.fromEntries(memory.split(' ').map((one) => one.split('=')))).toEqual(productionMemory);
});
