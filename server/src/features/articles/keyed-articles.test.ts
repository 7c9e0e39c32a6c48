import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { startHost } from '../../../test/host.ts';
import { send } from '../../../test/keyed-call.ts';

test('an article that meets a taken address under a key finds another, as it does without one', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  const input = { title: 'Engines', description: 'About them', body: 'Text' };
  const publish = () => send(host.url, ada, { key: randomUUID(), name: 'articles.create', input });
  const [first, second] = [await publish(), await publish()];
  expect(second.status).toBe(200);
  expect((second.data as { slug: string }).slug).not.toBe((first.data as { slug: string }).slug);
  expect(await host.db.article.count()).toBe(2);
});
