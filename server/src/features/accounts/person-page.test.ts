import { expect, test } from 'vitest';
import { startHost } from '../../../test/host.ts';
import { createVisitor } from '../../../test/visitor.ts';

test('the page of a person leads to what they wrote and whom they follow, and has what they were told', async () => {
  const host = await startHost();
  const ada = await host.signUp('ada');
  const visitor = createVisitor(host.url);
  await visitor.signIn((await host.signUp('boss', 'operator')).email);
  const [grace, alan] = [await host.signUp('Grace'), await host.signUp('Alan')];
  await ada.api.articles.create.mutate({ title: 'Engines', description: 'D', body: 'B' });
  const other = await grace.api.articles.create.mutate({ title: 'Looms', description: 'D', body: 'B' });
  await ada.api.comments.add.mutate({ slug: other.slug, body: 'Well said.' });
  await ada.api.profiles.follow.mutate({ username: 'Grace' });
  await alan.api.profiles.follow.mutate({ username: 'ada' });
  await host.runJobs();
  const { html } = await visitor.get(`/admin/users/${ada.id}`);
  const { kind, subject } = await host.db.notification.findFirstOrThrow({ where: { userId: ada.id } });
  expect(html).toMatch(new RegExp(`>${kind}</td>\\s*<td class="code">${subject}</td>`));
  const link = (href: string, text: string) => expect(html).toContain(`<a href="${href}">${text}</a>`);
  const { id } = await host.db.article.findFirstOrThrow({ where: { title: 'Engines' } });
  link(`/admin/articles/${id}`, 'Engines');
  link(`/admin/comments/${(await host.db.comment.findFirstOrThrow()).id}`, 'Well said.');
  link(`/admin/users/${grace.id}`, 'Grace');
  link(`/admin/users/${alan.id}`, 'Alan');
  for (const more of ['articles?author=ada', 'comments?author=ada', 'requests?who=ada']) {
    const { status, html: page } = await visitor.get(`/admin/${more}`);
    expect(status, more).toBe(200);
    expect(page, more).not.toContain('boss</a>');
  }
});
