import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { root } from '../programs.ts';
import { runMock, startTestMock } from './test-mock.ts';

test.concurrent.each([
  [['--port', 'many'], /--port asks for a whole number from 0 to 65535, not "many"/],
  [['--latency', '99999'], /--latency asks for a whole number from 0 to 30000/],
  [['--error-rate', '2'], /--error-rate asks for a number from 0 to 1/],
  [['--user', 'root'], /--user asks for none, user, viewer, operator, admin/],
  [['--today', 'tomorrow'], /--today asks for a day such as 2026-11-28/],
  [['--public-url', 'here'], /--public-url asks for an address/],
  [['--colour'], /Unknown option '--colour'[\s\S]*Usage: npm run mock/],
  [['--directory', 'docs'], /docs\/src\/index\.ts is not there: --directory names the folder of a contract/],
  [['--directory', 'tools/mock/fixtures/empty'], /has to export `contract`/],
])('%s is refused with what was expected', async (flags, expected) => {
  const { code, said } = await runMock(...flags);
  expect(said).toMatch(expected);
  expect(said).not.toContain('    at ');
  expect(code).toBe(2);
});

test('a port that is taken is said', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  onTestFinished(() => void taken.close());
  const { port } = taken.address() as AddressInfo;
  const refused = { code: 2, said: expect.stringContaining('The port is taken') };
  expect(await runMock('--port', String(port))).toEqual(refused);
  expect(await runMock('--watch', '--port', String(port))).toEqual(refused);
});

test('it says where it listens, what its seed is and which headers it hears', async () => {
  const mock = await startTestMock('--seed', 'a name', '--user', 'none');
  onTestFinished(async () => void (await mock.stop()));
  const said = mock.said.join('\n');
  for (const part of [`${mock.url}/api/docs`, `${mock.url}/_status/ready`, 'from seed a name', 'as nobody']) {
    expect(said).toContain(part);
  }
  expect((await runMock('--help')).said).toContain('Mock-Error');
});

test('it starts anew when the contract changes, and answers what the contract now says', async () => {
  await mkdir(join(root, '.data'), { recursive: true });
  const copy = await mkdtemp(join(root, '.data/mock-contract-'));
  onTestFinished(() => rm(copy, { recursive: true }));
  await cp(join(root, 'tools/mock/fixtures/awkward'), copy, { recursive: true });
  const mock = await startTestMock('--watch', '--directory', copy);
  onTestFinished(async () => void (await mock.stop()));
  const file = join(copy, 'src/index.ts');
  const changed = (await readFile(file, 'utf8')).replace("word: 'q1w2e3'", "word: 'q9w9e9'");
  const restarted = mock.restarted();
  await writeFile(file, changed);
  const url = await restarted;
  expect(await (await fetch(`${url}/api/trpc/schemas.ahead`)).text()).toContain('q9w9e9');
});
