import { expect, test } from 'vitest';
import { z } from 'zod';
import { runDue, startHost } from '../../../test/host.ts';
import { createVisitor } from '../../../test/visitor.ts';
import { noteActing, rememberUser, withRequestId } from '../request-scope.ts';
import { enqueue } from './enqueue.ts';
import { job } from './job.ts';

const talk = { name: 'tests.talk', payload: z.object({ text: z.string() }), attempts: 1 };

test('the page of a job names who acted and as whom, while it waits, when it ran, and when it was cancelled', async () => {
  const host = await startHost();
  const visitor = createVisitor(host.url);
  await visitor.signIn((await host.signUp('one', 'operator')).email);
  const olga = await host.signUp('olga', 'admin');
  const ada = await host.signUp('ada');
  const ask = (isActing = true) =>
    withRequestId('the-request', () => {
      rememberUser(ada.id);
      if (isActing) noteActing({ actorId: olga.id, asId: ada.id });
      return host.db.$transaction((tx) => enqueue(tx, talk, { text: 'x' }));
    });
  const askedFor = async (id: string) => {
    const { html } = await visitor.get(`/admin/jobs/${id}`);
    const [, words = ''] = /<dt>Asked for<\/dt><dd>(.*?)<\/dd>/s.exec(html) ?? [];
    return words
      .replaceAll(/<[^>]+>/g, '')
      .replaceAll(/\s+/g, ' ')
      .trim();
  };
  const told = 'by olga as ada, in the request the-request';
  const [id, cancelled, own] = [await ask(), await ask(), await ask(false)];
  expect(await askedFor(id)).toBe(told);
  await visitor.post(`/admin/jobs/${cancelled}/cancel`);
  expect(await askedFor(cancelled)).toBe(told);
  await runDue(host.services, host.databaseUrl, [job({ ...talk, run: async () => {} })]);
  expect(await askedFor(id)).toBe(told);
  expect((await visitor.get('/admin/jobs/export.csv?state=succeeded')).html).toContain(`${ada.id},${olga.id}`);
  expect(await askedFor(own)).toBe('by ada, in the request the-request');
});
