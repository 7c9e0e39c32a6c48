import { expect, test } from 'vitest';
import { ConfigurationError, readEnv } from './env.ts';
import { isLoopback } from './platform/http/loopback.ts';

/** What is said of a configuration that cannot be used. */
function complaint(variables: Record<string, string>): string {
  try {
    readEnv(variables);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message;
    throw error;
  }
  throw new Error('The configuration was taken.');
}

const production = {
  PUBLIC_URL: 'https://conduit.example',
  AUTH_SECRET: 'x'.repeat(32),
  DATABASE_URL: 'postgres://user:password@db:5432/conduit',
  SMTP_URL: 'smtps://user:password@mail:465',
};

test('without any variable the configuration is that of a laptop', () => {
  expect(readEnv({})).toEqual({
    PORT: 3000,
    HOST: '127.0.0.1',
    DATA_DIR: '.data',
    PUBLIC_URL: new URL('http://127.0.0.1:3000'),
    DATABASE_POOL_SIZE: 10,
    DATABASE_QUEUE_SIZE: 500,
    REDIS_PREFIX: 'hybrid',
    REDIS_CLUSTER: 'off',
    TRUST_PROXY: 0,
    ROLE: 'all',
    RATE_LIMITS: 'on',
    MIGRATE_ON_START: 'on',
    WORKER_CONCURRENCY: 10,
    WORKER_QUEUES: {},
    JOB_HISTORY_DAYS: 14,
    STAFF_TWO_FACTOR: 'off',
    STAFF_IDLE_MINUTES: 30,
    LOG_LEVEL: 'info',
    LOG_FORMAT: 'text',
    isLaptop: true,
    given: new Set(),
  });
});

test('an empty variable means that it is not set', () => {
  const names = [...Object.keys(readEnv({})), 'DATABASE_URL', 'REDIS_URL', 'AUTH_SECRET', 'SMTP_URL'];
  expect(readEnv(Object.fromEntries(names.map((name) => [name, ''])))).toEqual(readEnv({}));
});

test('where people come from elsewhere the log is JSON, and what is set counts', () => {
  const env = readEnv({
    ...production,
    PORT: '8080',
    TRUST_PROXY: '1',
    ROLE: 'worker',
    REDIS_URL: 'redis://cache:6379',
    MIGRATE_ON_START: 'off',
    WORKER_QUEUES: 'mail:2,exports:10',
  });
  expect(env.WORKER_QUEUES).toEqual({ mail: 2, exports: 10 });
  expect(env).toMatchObject({ isLaptop: false, LOG_FORMAT: 'json', PORT: 8080, TRUST_PROXY: 1, ROLE: 'worker' });
  expect(env).toMatchObject({ MIGRATE_ON_START: 'off', PUBLIC_URL: new URL('https://conduit.example') });
  expect(readEnv({ ...production, LOG_FORMAT: 'text' }).LOG_FORMAT).toBe('text');
  expect(readEnv({ LOG_FORMAT: 'json' }).LOG_FORMAT).toBe('json');
});

test('staff need a second factor where others reach us, unless told otherwise, and on a laptop only when told', () => {
  expect(readEnv(production).STAFF_TWO_FACTOR).toBe('on');
  expect(readEnv({ ...production, STAFF_TWO_FACTOR: 'off' }).STAFF_TWO_FACTOR).toBe('off');
  expect(readEnv({ STAFF_TWO_FACTOR: 'on' }).STAFF_TWO_FACTOR).toBe('on');
});

test.each([
  ['PORT', '65536', 'a port number from 0 to 65535'],
  ['PORT', 'http', 'a port number from 0 to 65535'],
  ['PORT', '80.5', 'a port number from 0 to 65535'],
  ['PUBLIC_URL', 'conduit.example', 'the http(s) address people use, e.g. https://conduit.example'],
  ['PUBLIC_URL', 'ftp://conduit.example', 'the http(s) address people use, e.g. https://conduit.example'],
  ['DATABASE_POOL_SIZE', '0', 'a number of connections from 1 to 500'],
  ['REDIS_PREFIX', 'a:b', 'letters, digits, _ and -'],
  ['TRUST_PROXY', 'true', 'the number of proxies in front, from 0 to 10'],
  ['ROLE', 'api', 'all, web or worker'],
  ['RATE_LIMITS', 'false', 'on or off'],
  ['MIGRATE_ON_START', '1', 'on or off'],
  ['WORKER_CONCURRENCY', '101', 'a number of jobs at a time, from 1 to 100'],
  ['WORKER_QUEUES', 'mail=2', 'queues with a number of jobs at a time of their own, e.g. mail:2,exports:1'],
  ['STAFF_TWO_FACTOR', 'yes', 'on or off'],
  ['STAFF_IDLE_MINUTES', '0', 'a number of minutes from 1 to 1440'],
  ['JOB_HISTORY_DAYS', '0', 'a number of days from 1 to 3650'],
  ['LOG_LEVEL', 'verbose', 'trace, debug, info, warn, error, fatal or silent'],
  ['LOG_FORMAT', 'xml', 'json or text'],
])('%s=%s is named, with what it was and what is expected', (name, value, expected) => {
  expect(complaint({ [name]: value })).toBe(
    `The configuration cannot be used.\n  ${name}: expected ${expected}, not "${value}"`,
  );
});

test.each([
  ['AUTH_SECRET', 'too short a secret', 'at least 32 characters of randomness'],
  ['DATABASE_URL', 'mysql://user:hunter2@db/conduit', 'a PostgreSQL address'],
  ['REDIS_URL', 'http://:hunter2@redis', 'a Redis address'],
  ['SMTP_URL', 'user:hunter2@mail', 'a mail server'],
  ['STORAGE_URL', 's3://key:hunter2@host', 'where files are kept'],
  ['STATUS_TOKEN', 'hunter2', 'at least 16 characters of randomness'],
])('%s is named without being shown', (name, value, expected) => {
  const message = complaint({ [name]: value });
  expect(message).toContain(`  ${name}: expected ${expected}`);
  expect(message).toContain('not shown: it may hold a secret');
  expect(message).not.toContain(value);
  expect(message).not.toContain('hunter2');
});

test('every variable that is wrong is named at once, each on a line of its own', () => {
  const lines = complaint({ PORT: 'x', ROLE: 'x', AUTH_SECRET: 'x', LOG_LEVEL: 'x' }).split('\n');
  expect(lines.slice(1).map((line) => line.trim().split(':')[0])).toEqual(['PORT', 'AUTH_SECRET', 'ROLE', 'LOG_LEVEL']);
});

test('an address that others can reach ends the defaults of a laptop', () => {
  const message = complaint({ PUBLIC_URL: 'https://conduit.example', RATE_LIMITS: 'off' });
  expect(message.split('\n')).toEqual([
    'PUBLIC_URL is https://conduit.example, which others can reach: the defaults of a laptop end here.',
    '  AUTH_SECRET: expected at least 32 characters of randomness, but it is not set',
    '  DATABASE_URL: expected a PostgreSQL address, e.g. postgres://user:password@host:5432/database, but it is not set',
    '  SMTP_URL: expected a mail server, e.g. smtps://user:password@host:465, but it is not set',
    '  RATE_LIMITS: expected on; off is for load tests on this machine alone',
  ]);
  expect(complaint({ ...production, SMTP_URL: '' })).toContain('SMTP_URL: expected');
  expect(complaint({ ...production, RATE_LIMITS: 'off' })).toContain('RATE_LIMITS: expected on');
  expect(readEnv({ RATE_LIMITS: 'off', PUBLIC_URL: 'http://localhost:5173' }).isLaptop).toBe(true);
  expect(readEnv(production).isLaptop).toBe(false);
});

test.each([
  ['0.0.0.0', 'http://0.0.0.0:3000'],
  ['192.0.2.7', 'http://192.0.2.7:3000'],
  ['::', 'http://[::]:3000'],
])('listening on %s without saying where people come from ends the defaults as well', (HOST, origin) => {
  expect(complaint({ HOST })).toContain(`PUBLIC_URL is ${origin}, which others can reach`);
});

test('this machine alone is meant by its own addresses and by no name that resembles them', () => {
  for (const name of ['localhost', '127.0.0.1', '127.1.2.3', '[::1]']) expect(isLoopback(name), name).toBe(true);
  for (const name of ['127.0.0.1.evil.example', 'localhost.evil.example', '0.0.0.0', '10.0.0.1', '[::]', '']) {
    expect(isLoopback(name), name).toBe(false);
  }
});

test.each(['web', 'worker'])('a process of the role %s alone needs the Redis over which it is heard', (role) => {
  expect(complaint({ ROLE: role })).toContain('REDIS_URL: expected a Redis address');
  expect(readEnv({ ROLE: role, REDIS_URL: 'redis://127.0.0.1:6379' }).ROLE).toBe(role);
});
