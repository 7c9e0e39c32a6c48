import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort, startRedis } from '../../tools/redis.ts';
import { startProduct } from './product.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Starts the production bundle with a real Redis; the journeys find it by BASE_URL, and what it stores by PRODUCT_DATA_DIR. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const redis = await startRedis();
  const dataDir = await mkdtemp(join(tmpdir(), 'hybrid-e2e-'));
  const product = await startProduct({ root, port: await freePort(), dataDir, redisUrl: redis.url });
  process.env['BASE_URL'] = product.url;
  process.env['PRODUCT_DATA_DIR'] = dataDir;
  return async () => {
    await product.stop();
    await redis.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}
