import { setTimeout as wait } from 'node:timers/promises';
import { inject } from 'vitest';
import { z } from 'zod';
import type { Host } from './host.ts';
import { answering, type ProductProcess, startProcess } from './process.ts';

const said = 'memory ';

/** Loaded before the product: says what memory is used, without what nobody holds any more, when it is asked to. */
const meter = `process.on('SIGUSR2', () => {
  gc();
  gc();
  console.log('${said}' + JSON.stringify(process.memoryUsage()));
});`;

/** Starts the product in a process of its own beside a host, on its database and its Redis, with the limits that others are held to. */
export async function startBeside(host: Host): Promise<ProductProcess> {
  const env = {
    DATABASE_URL: host.databaseUrl,
    REDIS_URL: inject('services').redisUrl,
    REDIS_PREFIX: new URL(host.databaseUrl).pathname.slice(1),
    ROLE: 'web',
    LOG_LEVEL: 'fatal',
  };
  const loaded = `data:text/javascript,${encodeURIComponent(meter)}`;
  const product = await startProcess(env, ['--expose-gc', '--import', loaded, 'server/src/main.ts']);
  await answering(product, '/_status/ready');
  return product;
}

const Usage = z.object({ rss: z.number(), heapUsed: z.number(), external: z.number() });

/** What memory a process that was started beside a host uses, in KB, once what nobody holds any more is gone. */
export interface Memory {
  /** With what the system has given it and it may use again. */
  readonly residentKb: number;
  /** What JavaScript holds, buffers among it. */
  readonly heldKb: number;
}

/** Collects the garbage of a process and measures what is left. */
export async function memoryOf({ child, output }: ProductProcess): Promise<Memory> {
  const from = output.length;
  child.kill('SIGUSR2');
  for (;;) {
    const line = output.slice(from).find((text) => text.startsWith(said));
    if (line !== undefined) {
      const { rss, heapUsed, external } = Usage.parse(JSON.parse(line.slice(said.length)));
      return { residentKb: rss / 1024, heldKb: (heapUsed + external) / 1024 };
    }
    if (child.exitCode !== null) throw new Error(`The process has ended:\n${output.join('\n')}`);
    await wait(5);
  }
}
