import { randomUUID } from 'node:crypto';
import { contract, mutation } from '@hybrid/contracts/kernel';
import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { runDue, startHost } from '../../../test/host.ts';
import { article, send } from '../../../test/keyed-call.ts';
import { serveProcedures } from '../../../test/serve-procedures.ts';
import { withAdmin } from '../../../test/services.ts';
import type { WireAnswer } from '../../../test/wire.ts';
import { enqueue } from '../jobs/enqueue.ts';
import { failure } from '../failure.ts';
import { implement } from '../rpc/implement.ts';
import { purgeAnswers } from './purge-answers.ts';

async function start(env: Record<string, string> = {}) {
  const host = await startHost({ env });
  const ada = await host.signUp('Ada');
  const publish = (key: string, input: object = article, by = ada) =>
    send(host.url, by, { key, name: 'articles.create', input });
  return { host, ada, publish };
}

const refused = ({ status, error, text }: WireAnswer) => ({
  status,
  error,
  data: JSON.parse(text).error?.data.error.data as unknown,
});

test('a write that is sent again under its key is carried out once, and answered as the first time', async () => {
  const { host, publish } = await start();
  const key = randomUUID();
  const first = await publish(key);
  const again = await publish(key);
  expect([first.status, again.status]).toEqual([200, 200]);
  expect(again.data).toEqual(first.data);
  expect(await host.db.article.count()).toBe(1);
  // Jobs and events belong to the write: they are there once as well.
  await host.runJobs();
  expect(await host.db.jobRun.count({ where: { name: 'articles.published' } })).toBe(1);
});

test('the order of the fields is not another input, a changed field is, and that is refused with 422', async () => {
  const { host, publish } = await start();
  const key = randomUUID();
  await publish(key);
  const { title, ...rest } = article;
  expect((await publish(key, { ...rest, title })).status).toBe(200);
  expect(refused(await publish(key, { ...article, title: 'Looms' }))).toEqual({
    status: 422,
    error: 'IDEMPOTENCY_CONFLICT',
    data: { reason: 'other_input' },
  });
  expect(await host.db.article.count()).toBe(1);
});

test('a key counts for one person and one procedure', async () => {
  const { host, ada, publish } = await start();
  const grace = await host.signUp('Grace');
  const key = randomUUID();
  const { slug } = (await publish(key)).data as { slug: string };
  expect((await publish(key, article, grace)).data).toMatchObject({ author: { username: 'Grace' } });
  const comment = { key, name: 'comments.add', input: { slug, body: 'Well put.' } };
  expect((await send(host.url, ada, comment)).data).toMatchObject({ body: 'Well put.' });
  expect(await host.db.article.count()).toBe(2);
});

test('while a write is on its way its repetition is refused with 409, and answered once it is done', async () => {
  const { host, publish } = await start();
  const key = randomUUID();
  await withAdmin(host.databaseUrl, async (client) => {
    await client.query('BEGIN; LOCK TABLE article IN SHARE MODE');
    const first = publish(key);
    await vi.waitFor(async () => {
      expect(refused(await publish(key))).toEqual({
        status: 409,
        error: 'IDEMPOTENCY_CONFLICT',
        data: { reason: 'in_flight' },
      });
    });
    await client.query('COMMIT');
    expect((await publish(key)).data ?? (await first).data).toEqual((await first).data);
  });
  expect(await host.db.article.count()).toBe(1);
});

test('of twenty that arrive at once one is carried out, and the others are refused or answered like it', async () => {
  const { host, publish } = await start();
  const key = randomUUID();
  const answers = await Promise.all(Array.from({ length: 20 }, () => publish(key)));
  const slugs = answers.flatMap(({ data }) => (data === undefined ? [] : [(data as { slug: string }).slug]));
  expect(new Set(slugs).size).toBe(1);
  expect(answers.filter(({ status }) => status !== 200 && status !== 409)).toEqual([]);
  expect(await host.db.article.count()).toBe(1);
});

test('a write that meets a taken address under a key finds another, as it does without one', async () => {
  const { host, publish } = await start();
  const [first, second] = [await publish(randomUUID()), await publish(randomUUID())];
  expect(second.status).toBe(200);
  expect((second.data as { slug: string }).slug).not.toBe((first.data as { slug: string }).slug);
  expect(await host.db.article.count()).toBe(2);
});

test('a declared failure is an answer: it is repeated, also when the write would succeed by then', async () => {
  const { host, ada, publish } = await start();
  const call = { key: randomUUID(), name: 'comments.add', input: { slug: 'engines', body: 'Early.' } };
  expect((await send(host.url, ada, call)).error).toBe('ARTICLE_NOT_FOUND');
  await publish(randomUUID());
  const again = await send(host.url, ada, call);
  expect(refused(again)).toEqual({ status: 404, error: 'ARTICLE_NOT_FOUND', data: { slug: 'engines' } });
  expect(JSON.parse(again.text).error.message).toBe('There is no article at this address.');
  expect((await send(host.url, ada, { ...call, key: randomUUID() })).status).toBe(200);
  expect(await host.db.comment.count()).toBe(1);
});

test('input that is refused is no answer: put right, it is carried out under the same key', async () => {
  const { host, publish } = await start();
  const key = randomUUID();
  expect((await publish(key, { ...article, title: '' })).error).toBe('INVALID_INPUT');
  expect((await publish(key)).status).toBe(200);
  expect(await host.db.article.count()).toBe(1);
});

test('what was answered is answered again to somebody who may do no more of it, and counts for nothing', async () => {
  const { host, ada, publish } = await start({ RATE_LIMITS: 'on' });
  const key = randomUUID();
  const first = await publish(key);
  const spend = async (): Promise<void> =>
    host.services.limits
      .beforeCall('publishing', { calls: 60, seconds: 3600 }, { userId: ada.id, address: '127.0.0.1' })
      .then(spend, () => undefined);
  await spend();
  expect((await publish(randomUUID())).error).toBe('TOO_MANY_REQUESTS');
  expect((await publish(key)).data).toEqual(first.data);
});

test('a bug undoes what the write had begun, is kept for nobody, and the repetition does it', async () => {
  const { host, ada } = await start();
  let attempts = 0;
  const notes = contract({
    add: mutation({
      access: 'user',
      input: z.object({ text: z.string() }),
      output: z.object({ id: z.number() }),
      errors: { FULL: { status: 409 } },
      idempotent: true,
    }),
  });
  const { procedures } = implement(notes, {
    async add({ db, user }, { text }) {
      attempts += 1;
      await db.user.update({ where: { id: user.id }, data: { bio: `${text} ${attempts}` } });
      if (attempts === 1) throw new Error('A bug.');
      if (attempts === 2) throw failure(notes.add, 'FULL');
      return { id: attempts };
    },
  });
  const url = await serveProcedures(host.services, { notes: procedures });
  const bio = async () => (await host.db.user.findUniqueOrThrow({ where: { id: ada.id } })).bio;
  const add = (key: string) => send(url, ada, { key, name: 'notes.add', input: { text: 'try' } });
  const key = randomUUID();
  expect((await add(key)).error).toBe('INTERNAL');
  expect(await bio()).toBeNull();
  expect((await add(key)).error).toBe('FULL');
  expect(await bio()).toBeNull();
  expect((await add(key)).error).toBe('FULL');
  expect(attempts).toBe(2);
  expect((await add(randomUUID())).data).toEqual({ id: 3 });
  expect(await bio()).toBe('try 3');
});

test('after 24 hours a key is free again, and what was kept under it is removed', async () => {
  const { host, publish } = await start();
  const key = randomUUID();
  await publish(key);
  await host.db.idempotentAnswer.updateMany({ data: { at: new Date(Date.now() - 23 * 3_600_000) } });
  expect((await publish(key)).status).toBe(200);
  expect(await host.db.article.count()).toBe(1);
  await host.db.idempotentAnswer.updateMany({ data: { at: new Date(Date.now() - 25 * 3_600_000) } });
  expect((await publish(key, { ...article, title: 'Looms' })).status).toBe(200);
  expect(await host.db.article.count()).toBe(2);

  await publish(randomUUID());
  await host.db.idempotentAnswer.updateMany({ where: { id: { not: '' } }, data: { at: new Date(0) } });
  await host.db.$transaction((tx) => enqueue(tx, purgeAnswers, {}));
  await runDue(host.services, host.databaseUrl, [purgeAnswers]);
  expect(await host.db.idempotentAnswer.count()).toBe(0);
});
