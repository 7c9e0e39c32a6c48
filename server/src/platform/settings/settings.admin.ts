import { arch, platform, release } from 'node:os';
import type { Db } from '@hybrid/prisma';
import { type AdminRequest, type AdminSection, type View, view } from '../admin/section.ts';
import type { Services } from '../context.ts';
import { readProcesses } from '../figures/stream-figures.ts';
import type { Setting } from './setting.ts';

/** What the page tells of beside the database. */
export interface SettingsSources {
  readonly settings: readonly Setting[];
  readonly version: string;
  /** The release of the client that is served, or null where none is. */
  readonly client: string | null;
  /** The packages that this release was built with, each with its version. */
  readonly packages: Readonly<Record<string, string>>;
  /** The hash of the contract as it is. */
  readonly contractHash: () => string;
}

/** Settings: how this process is configured, what it runs on, and which processes there are. Nothing can be changed here. */
export function settingsAdmin(sources: SettingsSources): AdminSection {
  return {
    path: 'settings',
    title: 'Settings',
    group: 'System',
    access: 'viewer',
    pages: [view('viewer', '/', (request) => showSettings(request, sources))],
  };
}

async function showSettings({ ctx }: AdminRequest, sources: SettingsSources): Promise<View> {
  const [migrations, processes, versions] = await Promise.all([
    readMigrations(ctx.db),
    readProcesses(ctx.db, ctx.now()),
    readVersions(ctx, sources),
  ]);
  const data = {
    settings: sources.settings,
    packages: Object.entries(sources.packages),
    migrations,
    processes,
    versions,
  };
  return { template: 'settings/page', title: 'Settings', data };
}

/** The migrations that were applied, the last first. */
function readMigrations(db: Db) {
  return db.$queryRaw<{ name: string; at: Date; tookMs: number }[]>`
    SELECT migration_name AS name, finished_at AS at, (extract(epoch FROM finished_at - started_at) * 1000)::int AS "tookMs"
    FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY finished_at DESC, name DESC`;
}

async function readVersions({ db, redis }: Pick<Services, 'db' | 'redis'>, sources: SettingsSources) {
  const [postgres] = await db.$queryRaw<{ version: string }[]>`SELECT current_setting('server_version') AS version`;
  return [
    { name: 'Release', version: sources.version },
    { name: 'Client', version: sources.client ?? 'none is served by this process' },
    { name: 'Contract', version: sources.contractHash() },
    { name: 'Node', version: process.version },
    { name: 'System', version: `${platform()} ${release()} ${arch()}` },
    { name: 'Postgres', version: postgres?.version ?? 'not known' },
    { name: 'Redis', version: await redisVersion(redis) },
  ];
}

async function redisVersion(redis: Services['redis']): Promise<string> {
  if (redis === null) return 'none';
  const told = await redis.info('server').catch(() => null);
  if (told === null) return 'away';
  return /^redis_version:(\S+)/m.exec(told)?.[1] ?? 'not known';
}
