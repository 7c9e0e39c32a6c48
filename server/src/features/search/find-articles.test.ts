import { expect, test } from 'vitest';
import { startHost } from '../../../test/host.ts';
import { createVisitor } from '../../../test/visitor.ts';

test('staff find an article by a word in it, also one that its author took back', async () => {
  const host = await startHost();
  const ada = await host.signUp('ada');
  const { id, slug } = await ada.api.articles.create.mutate({
    title: 'Moss',
    description: 'D',
    body: 'Patient lichens.',
  });
  await ada.api.articles.unpublish.mutate({ slug });
  const visitor = createVisitor(host.url);
  await visitor.signIn((await host.signUp('vi', 'viewer')).email);
  const { html } = await visitor.get('/admin/search?q=liche');
  expect(html).toContain(`href="/admin/articles/${id}"`);
  expect(html).toContain('Moss');
});
