import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from '../../redis.ts';
import { environmentOf } from '../../test/run-in.ts';

type Headers = Readonly<Record<string, string>>;

/** A product that runs, until it is disposed of. */
export interface StartedProduct extends AsyncDisposable {
  get(path: string, headers?: Headers): Promise<Response>;
  /** Sends JSON, and answers what it was answered. */
  post(path: string, body: object, headers?: Headers): Promise<unknown>;
}

const patienceMs = 120_000;

/** Starts a product by `npm start`, on a free port, and waits until it is ready. */
export async function startProduct(root: string): Promise<StartedProduct> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn('npm', ['start'], {
    cwd: root,
    env: { ...environmentOf(root), PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit');
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (said: Buffer) => output.push(said.toString()));
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await exited;
  };
  const deadline = Date.now() + patienceMs;
  while (!(await isReady(url))) {
    if (child.exitCode === null && Date.now() < deadline) await wait(100);
    else {
      await stop();
      throw new Error(`The product did not start:\n${output.join('')}`);
    }
  }
  return { ...callsTo(url), [Symbol.asyncDispose]: stop };
}

function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/_status/ready`).then(
    ({ ok }) => ok,
    () => false,
  );
}

function callsTo(url: string): Pick<StartedProduct, 'get' | 'post'> {
  return {
    get: (path, headers = {}) => fetch(url + path, { headers }),
    async post(path, body, headers = {}) {
      const asked = {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      };
      const answer = await fetch(url + path, asked);
      if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
      return answer.json();
    },
  };
}
