import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** A Redis of one's own: REDIS_URL where a machine has one already, else a `redis-server` that keeps nothing. */
export async function startRedis(): Promise<{ url: string; stop(): Promise<void> }> {
  const given = process.env['REDIS_URL'];
  if (given) return { url: given, stop: async () => {} };
  const directory = await mkdtemp(join(tmpdir(), 'hybrid-redis-'));
  const port = await freePort();
  const child = spawn(
    'redis-server',
    ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', directory],
    {
      stdio: 'ignore',
    },
  );
  await Promise.race([answering(port), failed(child)]);
  return {
    url: `redis://127.0.0.1:${port}`,
    async stop() {
      if (child.exitCode === null) {
        child.kill('SIGTERM');
        await once(child, 'exit');
      }
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** A port that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('A TCP server has a port.');
  return address.port;
}

async function answering(port: number): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (Date.now() < deadline) {
    if (await accepts(port)) return;
    await wait(50);
  }
  throw new Error(`redis-server did not answer on port ${port} within 10 s.`);
}

async function accepts(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  return once(socket, 'connect')
    .then(
      () => true,
      () => false,
    )
    .finally(() => socket.destroy());
}

async function failed(child: ChildProcess): Promise<never> {
  const reason: unknown = await Promise.race([
    once(child, 'error').then(([error]) => error),
    once(child, 'exit').then(([code]) => `exit code ${String(code)}`),
  ]);
  throw new Error(`redis-server did not start: ${String(reason)}. Install it (Debian: redis-server) or set REDIS_URL.`);
}
