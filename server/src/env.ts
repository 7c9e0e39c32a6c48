import { z } from 'zod';
import { isLoopback } from './platform/http/loopback.ts';
import { isRedisUrl } from './platform/events/redis-url.ts';
import { isStorageUrl } from './platform/storage/storage-url.ts';

const flag = (fallback: 'on' | 'off') => z.enum(['on', 'off']).default(fallback);
const count = (min: number, max: number) => z.coerce.number().int().min(min).max(max);

function queueNumber(pair: string): [queue: string, jobsAtATime: number] {
  const [queue = '', number] = pair.split(':');
  return [queue, Number(number)];
}

const Variables = z.object({
  PORT: count(0, 65_535).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATA_DIR: z.string().min(1).default('.data'),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_POOL_SIZE: count(1, 500).default(10),
  DATABASE_QUEUE_SIZE: count(1, 100_000).default(500),
  REDIS_URL: z.string().refine(isRedisUrl).optional(),
  REDIS_CLUSTER: flag('off'),
  REDIS_PREFIX: z
    .string()
    .regex(/^[\w-]+$/)
    .default('hybrid'),
  AUTH_SECRET: z.string().min(32).optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.string().min(3).max(320).optional(),
  STORAGE_URL: z
    .url({ protocol: /^(file|s3|s3\+http)$/ })
    .refine(isStorageUrl)
    .optional(),
  STATUS_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]{16,}$/)
    .optional(),
  TRUST_PROXY: count(0, 10).default(0),
  ROLE: z.enum(['all', 'web', 'worker']).default('all'),
  RATE_LIMITS: flag('on'),
  MIGRATE_ON_START: flag('on'),
  WORKER_CONCURRENCY: count(1, 100).default(10),
  WORKER_QUEUES: z
    .string()
    .regex(/^\w+:(?:[1-9]\d?|100)(?:,\w+:(?:[1-9]\d?|100))*$/)
    .transform((text) => Object.fromEntries(text.split(',').map(queueNumber)))
    .default({}),
  JOB_HISTORY_DAYS: count(1, 3650).default(14),
  STAFF_TWO_FACTOR: z.enum(['on', 'off']).optional(),
  STAFF_IDLE_MINUTES: count(1, 1440).default(30),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  LOG_FORMAT: z.enum(['json', 'text']).optional(),
});

/** What each variable must be, in the words a person reads when it is not. */
export const expected: Record<keyof z.infer<typeof Variables>, string> = {
  PORT: 'a port number from 0 to 65535',
  HOST: 'an address to listen on, e.g. 127.0.0.1',
  DATA_DIR: 'a folder',
  PUBLIC_URL: 'the http(s) address people use, e.g. https://conduit.example',
  DATABASE_URL: 'a PostgreSQL address, e.g. postgres://user:password@host:5432/database',
  DATABASE_POOL_SIZE: 'a number of connections from 1 to 500',
  DATABASE_QUEUE_SIZE: 'how many may wait for a connection, from 1 to 100000',
  REDIS_URL: 'a Redis address, e.g. redis://host:6379, or several of one cluster, with commas between them',
  REDIS_CLUSTER: 'on or off',
  REDIS_PREFIX: 'letters, digits, _ and -',
  AUTH_SECRET: 'at least 32 characters of randomness',
  SMTP_URL: 'a mail server, e.g. smtps://user:password@host:465',
  MAIL_FROM: 'the sender of mails, e.g. Conduit <post@conduit.example>',
  STORAGE_URL:
    'where files are kept, e.g. s3://key:secret@host/bucket?region=eu-central-1, or unset for DATA_DIR/storage',
  STATUS_TOKEN: 'at least 16 characters of randomness, without spaces',
  TRUST_PROXY: 'the number of proxies in front, from 0 to 10',
  ROLE: 'all, web or worker',
  RATE_LIMITS: 'on or off',
  MIGRATE_ON_START: 'on or off',
  WORKER_CONCURRENCY: 'a number of jobs at a time, from 1 to 100',
  WORKER_QUEUES: 'queues with a number of jobs at a time of their own, e.g. mail:2,exports:1',
  JOB_HISTORY_DAYS: 'a number of days from 1 to 3650',
  STAFF_TWO_FACTOR: 'on or off',
  STAFF_IDLE_MINUTES: 'a number of minutes from 1 to 1440',
  LOG_LEVEL: 'trace, debug, info, warn, error, fatal or silent',
  LOG_FORMAT: 'json or text',
};

const secret = new Set<string>(['AUTH_SECRET', 'DATABASE_URL', 'REDIS_URL', 'SMTP_URL', 'STORAGE_URL', 'STATUS_TOKEN']);

/**
 * How variables are shown to staff: as they are, or addresses without whom they are opened by and what follows. A variable that stands
 * in neither is a secret, and hidden.
 */
export const showing: { readonly [Name in keyof typeof expected]?: 'open' | 'address' } = {
  PORT: 'open',
  HOST: 'open',
  DATA_DIR: 'open',
  PUBLIC_URL: 'open',
  DATABASE_URL: 'address',
  DATABASE_POOL_SIZE: 'open',
  DATABASE_QUEUE_SIZE: 'open',
  REDIS_URL: 'address',
  REDIS_CLUSTER: 'open',
  REDIS_PREFIX: 'open',
  SMTP_URL: 'address',
  MAIL_FROM: 'open',
  STORAGE_URL: 'address',
  TRUST_PROXY: 'open',
  STAFF_TWO_FACTOR: 'open',
  STAFF_IDLE_MINUTES: 'open',
  ROLE: 'open',
  RATE_LIMITS: 'open',
  MIGRATE_ON_START: 'open',
  WORKER_CONCURRENCY: 'open',
  WORKER_QUEUES: 'open',
  JOB_HISTORY_DAYS: 'open',
  LOG_LEVEL: 'open',
  LOG_FORMAT: 'open',
};

/** The configuration of a process. */
export interface Env extends Omit<z.infer<typeof Variables>, 'PUBLIC_URL' | 'LOG_FORMAT' | 'STAFF_TWO_FACTOR'> {
  /** The names of the variables that were set; the others hold their defaults. */
  given: ReadonlySet<string>;
  PUBLIC_URL: URL;
  /** Off on a laptop and on elsewhere, unless told. */
  STAFF_TWO_FACTOR: 'on' | 'off';
  /** Text on a laptop and JSON elsewhere, unless told. */
  LOG_FORMAT: 'json' | 'text';
  /** Whether PUBLIC_URL is this machine alone: only then do the laptop defaults hold. */
  isLaptop: boolean;
}

/** A configuration that cannot be used; the message names every variable that is wrong. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}

/** What holds unless told where others reach us. */
const elsewhere = { LOG_FORMAT: 'json', STAFF_TWO_FACTOR: 'on' } as const;

/**
 * Reads the configuration from environment variables.
 *
 * @throws ConfigurationError naming each bad variable, what it was and what is expected.
 */
export function readEnv(variables: Record<string, string | undefined> = process.env): Env {
  // An empty variable is what `docker run -e NAME=` and compose files leave behind: it means unset.
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  const parsed = Variables.safeParse(given);
  if (!parsed.success) throw new ConfigurationError(explain(parsed.error, given));
  const url = new URL(parsed.data.PUBLIC_URL ?? ownAddress(parsed.data));
  const isLaptop = isLoopback(url.hostname);
  const byPlace = isLaptop ? ({ LOG_FORMAT: 'text', STAFF_TWO_FACTOR: 'off' } as const) : elsewhere;
  const env: Env = { ...byPlace, ...parsed.data, given: new Set(Object.keys(given)), PUBLIC_URL: url, isLaptop };
  refuseLaptopDefaults(env);
  refuseDeafRoles(env);
  return env;
}

/** The address of this process on this machine. */
function ownAddress({ HOST, PORT }: Pick<Env, 'HOST' | 'PORT'>): string {
  return `http://${HOST.includes(':') ? `[${HOST}]` : HOST}:${PORT}`;
}

/** Events in process reach nobody in another one: split roles without Redis would lose them without a word. */
function refuseDeafRoles({ ROLE, REDIS_URL }: Env): void {
  if (ROLE === 'all' || REDIS_URL !== undefined) return;
  throw new ConfigurationError(
    `ROLE is ${ROLE}, which is one process of several.\n  REDIS_URL: expected ${expected.REDIS_URL}, but it is not set`,
  );
}

function explain(error: z.ZodError, given: Record<string, string | undefined>): string {
  const names = [...new Set(error.issues.map(({ path }) => String(path[0])))] as (keyof typeof expected)[];
  const lines = names.map((name) => {
    const was = secret.has(name) ? 'what it is set to (not shown: it may hold a secret)' : `"${given[name]}"`;
    return `  ${name}: expected ${expected[name]}, not ${was}`;
  });
  return `The configuration cannot be used.\n${lines.join('\n')}`;
}

function refuseLaptopDefaults(env: Env): void {
  if (env.isLaptop) return;
  const lines = (['AUTH_SECRET', 'DATABASE_URL', 'SMTP_URL'] as const)
    .filter((name) => env[name] === undefined)
    .map((name) => `  ${name}: expected ${expected[name]}, but it is not set`);
  if (env.RATE_LIMITS === 'off') lines.push('  RATE_LIMITS: expected on; off is for load tests on this machine alone');
  if (lines.length === 0) return;
  throw new ConfigurationError(
    `PUBLIC_URL is ${env.PUBLIC_URL.origin}, which others can reach: the defaults of a laptop end here.\n${lines.join('\n')}`,
  );
}
