import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { freePort } from '../../tools/redis.ts';
import { root } from './services.ts';

/** The product as a process of its own, as an operator starts it. */
export interface ProductProcess {
  readonly url: string;
  readonly child: ChildProcess;
  /** What it wrote so far. */
  readonly output: string[];
  /** Resolves with the exit code. */
  readonly exited: Promise<number | null>;
}

/** Starts the product, or another program of it; the test ends it where it did not end by itself. */
export async function startProcess(
  env: Record<string, string>,
  program: readonly string[] = ['server/src/main.ts'],
): Promise<ProductProcess> {
  const port = env['PORT'] ?? String(await freePort());
  const child = spawn(process.execPath, program, {
    cwd: root,
    // Nothing of the machine's own configuration reaches the process.
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], PORT: port, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream }).on('line', (line) => output.push(line));
  const exited = once(child, 'exit').then(([code]) => code as number | null);
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await exited;
  });
  return { url: `http://127.0.0.1:${port}`, child, output, exited };
}

/** Waits until the process answers with the status, or fails with what it wrote. */
export async function answering({ url, output, child }: ProductProcess, path: string, status = 200): Promise<Response> {
  const deadline = Date.now() + 20_000;
  while (Date.now() < deadline && child.exitCode === null) {
    const answer = await fetch(`${url}${path}`).catch(() => null);
    if (answer?.status === status) return answer;
    await wait(50);
  }
  throw new Error(`The process did not answer ${path} with ${status}:\n${output.join('\n')}`);
}
