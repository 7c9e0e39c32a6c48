import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { setTimeout as wait } from 'node:timers/promises';

const run = promisify(execFile);

/** A Redis of one's own: REDIS_URL where a machine has one already, else a `redis-server` that keeps nothing. */
export async function startRedis(): Promise<{ url: string; stop(): Promise<void> }> {
  const given = process.env['REDIS_URL'];
  if (given) return { url: given, stop: async () => {} };
  const port = await freePort();
  const node = await startNode(port, []);
  return { url: `redis://127.0.0.1:${port}`, stop: () => node.stop() };
}

/** A Redis to be disturbed, on a port of its own, whatever a machine has: it can be killed, hung and started again, empty. */
export async function startMortalRedis(): Promise<MortalRedis> {
  const port = await freePort();
  let node = await startNode(port, []);
  return {
    url: `redis://127.0.0.1:${port}`,
    kill: () => node.stop('SIGKILL'),
    hang: () => node.signal('SIGSTOP'),
    wake: () => node.signal('SIGCONT'),
    async begin() {
      node = await startNode(port, []);
    },
    stop: () => node.stop('SIGKILL'),
  };
}

/** A Redis that a test does to what happens to one. */
export interface MortalRedis {
  readonly url: string;
  kill(): Promise<void>;
  hang(): void;
  wake(): void;
  /** Starts it again, where it was killed; it has forgotten everything. */
  begin(): Promise<void>;
  stop(): Promise<void>;
}

/** A cluster of three masters on this machine, as REDIS_URL names it. */
export async function startRedisCluster(): Promise<{ url: string; ports: number[]; stop(): Promise<void> }> {
  const ports = [await freePort(), await freePort(), await freePort()];
  const nodes = await Promise.all(ports.map(startClusterNode));
  await Promise.all(
    ports.map((port, index) =>
      ask(port, ['cluster', 'addslotsrange', ...[index, index + 1].map((at, end) => String(slotAt(at) - end))]),
    ),
  );
  for (const port of ports.slice(1))
    await ask(port, ['cluster', 'meet', '127.0.0.1', String(ports[0]), String(nodes[0]?.busPort)]);
  await Promise.all(ports.map(joined));
  return {
    url: ports.map((port) => `redis://127.0.0.1:${port}`).join(','),
    ports,
    stop: async () => void (await Promise.all(nodes.map(({ stop }) => stop()))),
  };
}

/** Where the slots of the nth of three nodes begin. */
function slotAt(index: number): number {
  return Math.floor((16_384 * index) / 3);
}

async function startClusterNode(port: number): Promise<Node & { busPort: number }> {
  const busPort = await freePort();
  const options = ['--cluster-enabled', 'yes', '--cluster-port', String(busPort), '--cluster-node-timeout', '2000'];
  return { busPort, ...(await startNode(port, options)) };
}

/** Waits until a node of the cluster says that all of it is there. */
async function joined(port: number): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (Date.now() < deadline) {
    const state = await ask(port, ['cluster', 'info']);
    if (state.includes('cluster_state:ok') && state.includes('cluster_known_nodes:3')) return;
    await wait(50);
  }
  throw new Error(`The Redis node on port ${port} did not join its cluster within 20 s.`);
}

async function ask(port: number, command: readonly string[]): Promise<string> {
  const { stdout } = await run('redis-cli', ['-h', '127.0.0.1', '-p', String(port), ...command]);
  return stdout;
}

interface Node {
  signal(name: NodeJS.Signals): void;
  stop(signal?: NodeJS.Signals): Promise<void>;
}

async function startNode(port: number, options: readonly string[]): Promise<Node> {
  const directory = await mkdtemp(join(tmpdir(), 'hybrid-redis-'));
  const child = spawn(
    'redis-server',
    ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', directory, ...options],
    {
      stdio: 'ignore',
    },
  );
  await Promise.race([answering(port), failed(child)]);
  return {
    signal: (name) => void child.kill(name),
    async stop(signal = 'SIGTERM') {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill(signal);
        await once(child, 'exit');
      }
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/**
 * A port that nobody listens on now.
 *
 * @remarks
 * It lies below those which systems give to whoever asks for any, such as a connection that begins: one of those may be
 * somebody else's before it is listened on.
 */
export async function freePort(): Promise<number> {
  const port = randomInt(20_000, 32_000);
  const server = createServer();
  const isFree = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true));
  });
  if (!isFree) return freePort();
  await new Promise((resolve) => server.close(resolve));
  return port;
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
