import { overReserve } from '@hybrid/prisma';
import { type RequestHandler, Router } from 'express';
import { usageRoute } from './calls/usage-route.ts';
import type { Services } from './context.ts';
import type { StatusGuard } from './status-guard.ts';

/** What the readiness of a process depends on, beside its services. */
export interface StatusSources {
  readonly services: Services;
  readonly version: string;
  /** The release of the client that is served, or null where none is. */
  readonly client: string | null;
  /** Whether the database has all that this release brings. */
  isMigrated(): Promise<boolean>;
  /** Null where this process runs no jobs. */
  readonly isWorkerRunning: (() => boolean) | null;
  readonly isDraining: () => boolean;
  /** Who may see what is not everybody's. */
  readonly guard: StatusGuard;
}

/** How a thing is that the readiness of a process depends on; `off` is what it does without. */
export type State = 'ok' | 'failed' | 'degraded' | 'off';

/**
 * Serves `/_status`: `live` (the process answers), `ready` (it can do its work) and `version` (of the product, and the release of
 * the client: a page that is open compares it with its own), and to whoever shows the token, `contract-usage`.
 *
 * @remarks
 * Redis away is degraded, never unready: nothing that must be true depends on it.
 */
export function statusRoutes(sources: StatusSources): Router {
  return Router()
    .use((_req, res, next) => {
      res.set('Cache-Control', 'no-store');
      next();
    })
    .get('/live', (_req, res) => void res.json({ status: 'ok' }))
    .get('/version', (_req, res) => void res.json({ version: sources.version, client: sources.client }))
    .get('/ready', readiness(sources))
    .get('/contract-usage', usageRoute(sources.services, sources.guard));
}

function readiness(sources: StatusSources): RequestHandler {
  return async (_req, res) => {
    const checks = await readChecks(sources);
    const isReady = Object.values(checks).every((state) => state !== 'failed');
    const isDegraded = Object.values(checks).includes('degraded');
    res.status(isReady ? 200 : 503).json({ status: readyWord(isReady, isDegraded), checks });
  };
}

function readyWord(isReady: boolean, isDegraded: boolean): string {
  if (!isReady) return 'unready';
  return isDegraded ? 'degraded' : 'ready';
}

/** Looks at all that the readiness of a process depends on. */
export async function readChecks({ services, isMigrated, isWorkerRunning, isDraining }: StatusSources) {
  const { db, redis } = services;
  const [database, migrations, cache] = await Promise.all([
    // Over connections that are kept back: a process that has too much to do answers, and fewer of them would have more to do.
    check(() => overReserve(async () => void (await db.$queryRaw`SELECT 1`))),
    check(() => overReserve(async () => demand(await isMigrated()))),
    redis ? check(async () => void (await redis.ping()), 'degraded') : ('off' as const),
  ]);
  const worker: State = isWorkerRunning ? (isWorkerRunning() ? 'ok' : 'failed') : 'off';
  const accepting: State = isDraining() ? 'failed' : 'ok';
  return { accepting, database, migrations, worker, redis: cache } satisfies Record<string, State>;
}

async function check(probe: () => Promise<void>, otherwise: State = 'failed'): Promise<State> {
  return probe().then(
    () => 'ok',
    () => otherwise,
  );
}

function demand(holds: boolean): void {
  if (!holds) throw new Error('A check of readiness does not hold.');
}
