import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, delimiter } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { isFree, root } from './programs.ts';
import { freePort } from './redis.ts';

test('npm run dev:mock serves the SPA by Vite and the contract by the mock, on one origin', async () => {
  const port = await twoFreePorts();
  const path = [join(root, 'node_modules/.bin'), process.env['PATH']].join(delimiter);
  const dev = spawn(process.execPath, ['tools/dev-mock.ts', '--seed', 'two'], {
    cwd: root,
    env: { ...process.env, PATH: path, PORT: String(port), PUBLIC_URL: '' },
  });
  const said: string[] = [];
  for (const input of [dev.stdout, dev.stderr]) createInterface({ input }).on('line', (line) => said.push(line));
  const ended = once(dev, 'exit');
  onTestFinished(async () => {
    dev.kill('SIGTERM');
    expect((await ended)[0]).toBe(0);
  });

  const heard = async (text: string): Promise<void> => {
    if (said.some((line) => line.includes(text))) return;
    if (dev.exitCode !== null) throw new Error(`It ended without saying it:\n${said.join('\n')}`);
    await Promise.race([once(dev.stdout, 'data'), ended]);
    return heard(text);
  };

  const url = `http://127.0.0.1:${port}`;
  const answered = async (address: string): Promise<Response> => {
    const answer = await fetch(url + address, { headers: { accept: 'text/html' } }).catch(() => null);
    if (answer?.ok) return answer;
    if (dev.exitCode !== null) throw new Error(`It ended:\n${said.join('\n')}`);
    await wait(100);
    return answered(address);
  };
  const page = await (await answered('/')).text();
  expect(page).toContain('/src/main.tsx');
  expect(page).toContain('/@vite/client');
  expect(await (await answered('/api/user')).text()).toMatch(/"username":"\w+"/);
  await heard('from seed two');
  // Vite passes on what the page would ask for, also as a visitor who comes back.
  const signedOut = await fetch(`${url}/api/trpc/accounts.signOut`, {
    method: 'POST',
    headers: { origin: url, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' },
  });
  expect(await signedOut.json()).toEqual({ result: { data: null } });
  const cookie = signedOut.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  expect(await (await fetch(`${url}/api/trpc/accounts.me`, { headers: { cookie } })).json()).toEqual({
    result: { data: null },
  });
});

test('npm run dev:mock refuses flags that the mock does not know, before anything is started', async () => {
  const dev = spawn(process.execPath, ['tools/dev-mock.ts', '--user', 'root'], { cwd: root });
  const said: string[] = [];
  dev.stderr.on('data', (data: Buffer) => said.push(data.toString()));
  expect((await once(dev, 'exit'))[0]).toBe(2);
  expect(said.join('')).toContain('--user asks for none, user');
});

async function twoFreePorts(): Promise<number> {
  const port = await freePort();
  return port < 65_535 && (await isFree(port + 1)) ? port : twoFreePorts();
}
