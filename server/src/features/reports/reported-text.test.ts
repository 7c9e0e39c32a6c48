import { Prisma } from '@hybrid/prisma';
import { expect, test } from 'vitest';
import { startWithReports } from '../../../test/reported-comment.ts';

test('what was rewritten after it was reported is read beside what stood there, by each report as its own saw it', async () => {
  const { host, visitor, ada, grace, alan, slug, commentId, id, at } = await startWithReports('viewer');
  const page = async (path: string) => (await visitor.get(path)).html;
  expect(await page(at)).not.toContain('Changed since');
  await grace.api.comments.edit.mutate({ slug, id: commentId, body: 'A fine article.' });
  const changed = await page(at);
  expect(changed).toContain('Changed since it was reported');
  expect(changed).toMatch(/<del>Buy &lt;b&gt;looms&lt;\/b&gt;.<\/del>[^]*<ins>A fine article.<\/ins>/);
  // Ada reports it once more, and means what she reads now; Alan's report stays one of what he read.
  await ada.api.reports.create.mutate({ slug, commentId, reason: 'spam' });
  const other = await host.db.report.findFirstOrThrow({ where: { NOT: { id } } });
  expect(await page(`/admin/reports/${other.id}`)).not.toContain('Changed since');
  expect(await page(at)).toContain('Changed since it was reported');

  const long = `${'Steam. '.repeat(100)}Slander.`;
  await ada.api.articles.edit.mutate({ slug, description: 'Insult', body: long });
  await alan.api.reports.create.mutate({ slug, reason: 'abuse' });
  const report = await host.db.report.findFirstOrThrow({ where: { isOfComment: false } });
  const path = `/admin/reports/${report.id}`;
  await ada.api.articles.edit.mutate({ slug, tags: ['steam'] });
  expect(await page(path)).not.toContain('Changed since');
  await ada.api.articles.edit.mutate({ slug, title: 'Motors', description: 'Praise', body: long.slice(0, -8) });
  const rewritten = await page(path);
  for (const words of ['Engines', 'Insult', `<pre>${long}</pre>`]) expect(rewritten).toContain(words);
  expect(rewritten).toMatch(/<del>Insult<\/del>[^]*<ins>Praise<\/ins>/);
  const list = JSON.parse((await visitor.get('/admin/reports/export.json')).html) as object[];
  expect(JSON.stringify(list)).not.toContain('Slander');
});

test('of a report from before its text was kept, and of a text too long to be kept whole, it is only said that it may differ', async () => {
  const { host, visitor, ada, grace, alan, slug, commentId, at } = await startWithReports('viewer');
  await host.db.report.updateMany({ data: { reportedText: Prisma.DbNull } });
  await grace.api.comments.edit.mutate({ slug, id: commentId, body: 'A fine article.' });
  const { html } = await visitor.get(at);
  expect(html).toContain('it may read otherwise than when it was reported');
  expect(html).not.toContain('Changed since it was reported');

  // Cut in the middle of a sign that takes two places.
  const long = `${'a'.repeat(19_999)}😀 and on.`;
  await ada.api.articles.edit.mutate({ slug, body: long });
  await alan.api.reports.create.mutate({ slug, reason: 'other' });
  await ada.api.articles.edit.mutate({ slug, body: `${long} And on.` });
  const report = await host.db.report.findFirstOrThrow({ where: { isOfComment: false } });
  const page = await visitor.get(`/admin/reports/${report.id}`);
  expect(page.html).toContain('it may read otherwise than when it was reported');
});

test('what was reported stays no longer in its reports than where it stood, nor than whoever wrote it', async () => {
  const { host, ada, grace, alan, slug, commentId } = await startWithReports('viewer');
  await alan.api.reports.create.mutate({ slug, reason: 'other' });
  const kept = (isOfComment: boolean) =>
    host.db.report.count({ where: { isOfComment, reportedText: { not: Prisma.AnyNull } } });
  expect([await kept(true), await kept(false)]).toEqual([2, 1]);
  await grace.api.comments.delete.mutate({ slug, id: commentId });
  expect([await kept(true), await kept(false)]).toEqual([0, 1]);
  const other = await ada.api.articles.create.mutate({ title: 'Looms', description: 'D', body: 'B' });
  const { id } = await grace.api.comments.add.mutate({ slug: other.slug, body: 'Well.' });
  await alan.api.reports.create.mutate({ slug: other.slug, reason: 'other' });
  await alan.api.reports.create.mutate({ slug: other.slug, commentId: id, reason: 'other' });
  await ada.api.articles.delete.mutate({ slug: other.slug });
  expect([await kept(true), await kept(false)]).toEqual([0, 1]);
  await host.db.user.delete({ where: { id: ada.id } });
  expect(await kept(false)).toBe(0);
  // Her own went with her.
  expect(await host.db.report.count()).toBe(4);
});
