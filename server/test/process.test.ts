import { Redis } from 'ioredis';
import { expect, inject, test, vi } from 'vitest';
import { createApi } from './host.ts';
import { cloneDatabase, emptyDatabase } from './database.ts';
import { answering, startProcess } from './process.ts';
import { startRedis } from '../../tools/redis.ts';
import { withAdmin } from './services.ts';
import { news } from './subject.ts';

test('a bad variable stops the start with its name, what it was and what is expected', async () => {
  const product = await startProcess({ PORT: 'seven', ROLE: 'king' });
  expect(await product.exited).toBe(1);
  const text = product.output.join('\n');
  expect(text).toContain('PORT: expected a port number from 0 to 65535, not "seven"');
  expect(text).toContain('ROLE: expected all, web or worker, not "king"');
  expect(text).not.toMatch(/ at .*\.ts/);
});

test('a database that is not there stops the start, and says so without its password', async () => {
  const product = await startProcess({ DATABASE_URL: 'postgres://somebody:hunter2@127.0.0.1:1/nothing' });
  expect(await product.exited).toBe(1);
  expect(product.output.join('\n')).toMatch(/127\.0\.0\.1:1/);
  expect(product.output.join('\n')).not.toContain('hunter2');
});

test('the process is ready with its database, migrations and worker, and degraded without its Redis', async () => {
  const redis = await startRedis();
  const product = await startProcess({ DATABASE_URL: await cloneDatabase(), REDIS_URL: redis.url });
  // On a machine with much to do, a first ping of Redis may take longer than it is given.
  await vi.waitFor(async () => {
    expect(await (await answering(product, '/_status/ready')).json()).toEqual({
      status: 'ready',
      checks: { accepting: 'ok', database: 'ok', migrations: 'ok', worker: 'ok', redis: 'ok' },
    });
  }, 20_000);
  expect(await (await answering(product, '/_status/version')).json()).toMatchObject({
    version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
  });
  expect((await answering(product, '/_status/live')).headers.get('cache-control')).toBe('no-store');

  await redis.stop();
  const degraded = await answering(product, '/_status/ready');
  expect(await degraded.json()).toMatchObject({ status: 'degraded', checks: { redis: 'degraded', database: 'ok' } });
  const me = await fetch(`${product.url}/api/trpc/accounts.me`);
  expect(me.status).toBe(200);
});

test('a process that starts while Redis is away serves all the same', async () => {
  const product = await startProcess({ DATABASE_URL: await cloneDatabase(), REDIS_URL: 'redis://127.0.0.1:1' });
  expect(await (await answering(product, '/_status/ready')).json()).toMatchObject({ status: 'degraded' });
});

test('a process whose migrations are not applied is unready, and applies none where it was told not to', async () => {
  const product = await startProcess({
    DATABASE_URL: await emptyDatabase(),
    MIGRATE_ON_START: 'off',
    ROLE: 'web',
    REDIS_URL: inject('services').redisUrl,
  });
  const answer = await answering(product, '/_status/ready', 503);
  expect(await answer.json()).toMatchObject({
    status: 'unready',
    checks: { migrations: 'failed', database: 'ok', worker: 'off' },
  });
});

test('a database that somebody else migrates is ready once it is', async () => {
  const env = { DATABASE_URL: await emptyDatabase(), MIGRATE_ON_START: 'off' };
  const migration = await startProcess(env, ['server/src/admin-cli.ts', 'migrate']);
  expect(await migration.exited, migration.output.join('\n')).toBe(0);
  const product = await startProcess({ ...env, ROLE: 'web', REDIS_URL: inject('services').redisUrl });
  await answering(product, '/_status/ready');
});

test('a worker runs the jobs of a web process, and answers nothing but its status', async () => {
  const shared = {
    DATABASE_URL: await cloneDatabase(),
    REDIS_URL: inject('services').redisUrl,
    REDIS_PREFIX: `pair-${Date.now()}`,
  };
  const web = await startProcess({ ...shared, ROLE: 'web' });
  const worker = await startProcess({ ...shared, ROLE: 'worker' });
  await Promise.all([answering(web, '/_status/ready'), answering(worker, '/_status/ready')]);
  expect((await fetch(`${worker.url}/api/trpc/accounts.me`)).status).toBe(404);

  const api = createApi(web.url, null);
  const person = (username: string) => ({
    username,
    email: `${username}@example.com`,
    password: 'correct horse battery',
  });
  const reader = createApi(web.url, (await api.accounts.register.mutate(person('reader'))).token);
  const writer = createApi(web.url, (await api.accounts.register.mutate(person('writer'))).token);
  await news.prepare([reader], { username: 'writer' });

  const heard = Promise.withResolvers<string>();
  const listening = Promise.withResolvers<void>();
  const stream = reader.notifications.stream.subscribe(undefined, {
    onData: ({ data }) =>
      data.type === 'reset' ? listening.resolve() : heard.resolve(news.titleOf(data.notification)),
  });
  await listening.promise;
  await news.cause([reader], { api: writer }, 'Across processes');
  expect(await heard.promise).toBe('Across processes');
  stream.unsubscribe();
});

test('asked to stop, a process ends its streams and is gone within 25 s, leaving nothing locked', async () => {
  const databaseUrl = await cloneDatabase();
  const product = await startProcess({
    DATABASE_URL: databaseUrl,
    REDIS_URL: inject('services').redisUrl,
    REDIS_PREFIX: `stop-${Date.now()}`,
  });
  await answering(product, '/_status/ready');
  const api = createApi(product.url, null);
  const { token } = await api.accounts.register.mutate({
    username: 'ada',
    email: 'ada@example.com',
    password: 'correct horse battery',
  });
  const stream = await fetch(`${product.url}/api/trpc/notifications.stream`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const reader = stream.body?.getReader();
  expect(new TextDecoder().decode((await reader?.read())?.value)).toContain('event: connected');

  const begun = Date.now();
  product.child.kill('SIGTERM');
  // The connection is cut rather than ended: a `return` frame would tell the client not to come back.
  expect(await restOf(reader)).not.toContain('event: return');
  expect(await product.exited).toBe(0);
  expect(Date.now() - begun).toBeLessThan(25_000);
  expect(
    await withAdmin(
      databaseUrl,
      async (client) =>
        (await client.query('SELECT FROM graphile_worker._private_jobs WHERE locked_at IS NOT NULL')).rowCount,
    ),
  ).toBe(0);
});

test('two processes that start at once on an empty database migrate it once', async () => {
  const url = await emptyDatabase();
  const both = await Promise.all([startProcess({ DATABASE_URL: url }), startProcess({ DATABASE_URL: url })]);
  await Promise.all(both.map((product) => answering(product, '/_status/ready')));
  const applied = both.flatMap(({ output }) => output.filter((line) => line.includes('Applied migration')));
  expect(applied).toHaveLength(new Set(applied.map((line) => line.replace(/^.*Applied/, ''))).size);
});

test('Redis holds one subscriber connection for a process, whatever the number of its streams', async () => {
  const redis = await startRedis();
  const product = await startProcess({ DATABASE_URL: await cloneDatabase(), REDIS_URL: redis.url });
  await answering(product, '/_status/ready');
  const api = createApi(product.url, null);
  const streams = await Promise.all(
    ['ada', 'grace', 'joan'].map(async (username) => {
      const { token } = await api.accounts.register.mutate({
        username,
        email: `${username}@example.com`,
        password: 'correct horse battery',
      });
      const reading = Promise.withResolvers<void>();
      const stream = createApi(product.url, token).notifications.stream.subscribe(undefined, {
        onData: () => reading.resolve(),
      });
      await reading.promise;
      return stream;
    }),
  );
  const looking = new Redis(redis.url);
  const clients = String(await looking.call('CLIENT', 'LIST', 'TYPE', 'pubsub'))
    .trim()
    .split('\n');
  expect(clients).toHaveLength(1);
  expect(clients[0]).toContain('sub=4');
  streams.forEach((stream) => stream.unsubscribe());
  looking.disconnect();
  await redis.stop();
});

test('the command line gives a role to whoever signed up, and says who has not', async () => {
  const databaseUrl = await cloneDatabase();
  const product = await startProcess({ DATABASE_URL: databaseUrl });
  await answering(product, '/_status/ready');
  const api = createApi(product.url, null);
  await api.accounts.register.mutate({ username: 'ada', email: 'ada@example.com', password: 'correct horse battery' });
  const grant = async (...words: string[]) => {
    const { exited, output } = await startProcess({ DATABASE_URL: databaseUrl }, ['server/src/admin-cli.ts', ...words]);
    return { code: await exited, text: output.join('\n') };
  };
  expect(await grant('grant', 'Ada@example.com')).toEqual({ code: 0, text: 'Ada@example.com has the role admin now.' });
  expect(await grant('grant', 'nobody@example.com')).toEqual({
    code: 1,
    text: 'Nobody has signed up as nobody@example.com.',
  });
  expect(await grant('grant', 'ada@example.com', 'king')).toMatchObject({
    code: 2,
    text: expect.stringContaining('Usage'),
  });
  const roles = await withAdmin(databaseUrl, async (client) => (await client.query('SELECT role FROM "user"')).rows);
  expect(roles).toEqual([{ role: 'admin' }]);
});

/** What is still read before the other side closes. */
async function restOf(reader: ReadableStreamDefaultReader<Uint8Array> | undefined): Promise<string> {
  const chunk = await reader?.read().catch(() => undefined);
  if (!chunk || chunk.done) return '';
  return new TextDecoder().decode(chunk.value) + (await restOf(reader));
}
