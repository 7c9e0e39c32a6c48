import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { productionArguments } from '../../tools/production.ts';

interface ProductOptions {
  /** The folder of the release: this repository, or another one built like it. */
  readonly root: string;
  readonly port: number;
  readonly dataDir: string;
  readonly redisUrl: string;
}

/** A release that is running. */
export interface Product {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts a production bundle on an empty machine's defaults, and waits until it is ready. */
export async function startProduct({ root, port, dataDir, redisUrl }: ProductOptions): Promise<Product> {
  const url = `http://127.0.0.1:${port}`;
  const product = spawn(process.execPath, [...productionArguments], {
    cwd: root,
    // Everybody comes from one address here, and signs in more often than a person would.
    env: {
      ...process.env,
      // Never a database of somebody's: an empty variable counts as unset.
      DATABASE_URL: '',
      PORT: String(port),
      PUBLIC_URL: url,
      DATA_DIR: dataDir,
      REDIS_URL: redisUrl,
      RATE_LIMITS: 'off',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const exited = once(product, 'exit');
  await ready(url, exited);
  return {
    url,
    async stop() {
      product.kill('SIGTERM');
      await exited;
    },
  };
}

async function ready(url: string, exited: Promise<unknown>): Promise<void> {
  const gone = exited.then(() => true);
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    const answer = await fetch(`${url}/_status/ready`).catch(() => null);
    if (answer?.ok) return;
    if (await Promise.race([gone, wait(100, false)])) break;
  }
  throw new Error('The production bundle did not become ready. Is it built? npm run build says.');
}
