import { readFileSync } from 'node:fs';
import { inject } from 'vitest';
import type { Host } from './host.ts';
import { answering, type ProductProcess, startProcess } from './process.ts';

/** Starts the product in a process of its own beside a host, on its database and its Redis, with the limits that others are held to. */
export async function startBeside(host: Host): Promise<ProductProcess> {
  const product = await startProcess({
    DATABASE_URL: host.databaseUrl,
    REDIS_URL: inject('services').redisUrl,
    REDIS_PREFIX: new URL(host.databaseUrl).pathname.slice(1),
    ROLE: 'web',
    LOG_LEVEL: 'fatal',
  });
  await answering(product, '/_status/ready');
  return product;
}

/** The resident memory of a process, in KB. */
export function residentKb({ child }: ProductProcess): number {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? Number.NaN);
}
