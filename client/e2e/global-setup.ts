import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort, startRedis } from '../../tools/redis.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Starts the production bundle on an empty machine's defaults, with a real Redis; the journeys find it by BASE_URL. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const redis = await startRedis();
  const dataDir = await mkdtemp(join(tmpdir(), 'hybrid-e2e-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const product = spawn(process.execPath, ['--enable-source-maps', 'server/dist/main.js'], {
    cwd: root,
    // Everybody comes from one address here, and signs in more often than a person would.
    env: {
      ...process.env,
      // Never a database of somebody's: an empty variable counts as unset.
      DATABASE_URL: '',
      PORT: String(port),
      PUBLIC_URL: url,
      DATA_DIR: dataDir,
      REDIS_URL: redis.url,
      RATE_LIMITS: 'off',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const exited = once(product, 'exit');
  await ready(url, exited);
  process.env['BASE_URL'] = url;
  return async () => {
    product.kill('SIGTERM');
    await exited;
    await redis.stop();
    await rm(dataDir, { recursive: true, force: true });
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
