import { Prisma } from '@hybrid/prisma';
import { expect, test } from 'vitest';
import type { Host } from '../../../test/host.ts';
import { startWithReports } from '../../../test/reported-comment.ts';

test('what was rewritten after it was reported is read beside what stood there, by each report as its own saw it', async () => {
  const { host, visitor, ada, grace, alan, slug, commentId, at } = await startWithReports('viewer');
  const page = async (path: string) => (await visitor.get(path)).html;
  expect(await page(at)).not.toContain('Changed since');
  await grace.api.comments.edit.mutate({ slug, id: commentId, body: 'A fine article.' });
  const changed = await page(at);
  expect(changed).toContain('Changed since it was reported');
  expect(changed).toMatch(/<del>Buy &lt;b&gt;looms&lt;\/b&gt;.<\/del>[^]*<ins>A fine article.<\/ins>/);
  // Whoever reports it only now means what they read now; Alan's report stays one of what he read.
  const bob = await host.signUp('Bob');
  await bob.api.reports.create.mutate({ slug, commentId, reason: 'spam' });
  const other = await host.db.report.findFirstOrThrow({ where: { reporterId: bob.id } });
  expect(await page(`/admin/reports/${other.id}`)).not.toContain('Changed since');
  expect(await page(at)).toContain('Changed since it was reported');

  const long = `${'Steam. '.repeat(100)}Slander.`;
  await ada.api.articles.edit.mutate({ slug, description: 'Insult', body: long });
  await alan.api.reports.create.mutate({ slug, reason: 'abuse' });
  const report = await host.db.report.findFirstOrThrow({ where: { isOfComment: false } });
  const path = `/admin/reports/${report.id}`;
  // What is saved as it was is told of as well: somebody was there.
  await ada.api.articles.edit.mutate({ slug, description: 'Insult' });
  const saved = await page(path);
  expect(saved).toContain('what is kept of it reads as it did then');
  expect(saved).not.toContain('Changed since it was reported');
  await ada.api.articles.edit.mutate({ slug, title: 'Motors', description: 'Praise', body: long.slice(0, -8) });
  const rewritten = await page(path);
  for (const words of ['Engines', 'Insult', `<pre>${long}</pre>`]) expect(rewritten).toContain(words);
  expect(rewritten).toMatch(/<del>Insult<\/del>[^]*<ins>Praise<\/ins>/);
  const list = JSON.parse((await visitor.get('/admin/reports/export.json')).html) as object[];
  expect(JSON.stringify(list)).not.toContain('Slander');
});

test('a picture or tags that were swapped after the report are read beside what stood there, and not where they were not kept', async () => {
  const { host, visitor, ada, alan, slug } = await startWithReports('viewer');
  const picture = (digit: string) => `/uploads/${digit}${digit}/${digit.repeat(32)}-10x10.webp`;
  await ada.api.articles.edit.mutate({ slug, tags: ['steam', 'insult'] });
  await host.db.article.updateMany({ data: { image: picture('a') } });
  await alan.api.reports.create.mutate({ slug, reason: 'abuse' });
  const { id, reportedText } = await host.db.report.findFirstOrThrow({ where: { isOfComment: false } });
  const page = async () => (await visitor.get(`/admin/reports/${id}`)).html;
  expect(await page()).not.toContain('Changed since');
  await ada.api.articles.edit.mutate({ slug, tags: ['praise'] });
  expect(await page()).toMatch(/Changed since it was reported[^]*<del>steam, insult<\/del>[^]*<ins>praise<\/ins>/);
  await ada.api.articles.edit.mutate({ slug, tags: ['steam', 'insult'], image: picture('b') });
  const swapped = await page();
  expect(swapped).toContain(`<del>${picture('a')}</del>`);
  expect(swapped).toContain(`<ins>${picture('b')}</ins>`);
  expect(swapped).not.toContain('<del>steam');

  // As the first reports had it, in which neither was kept.
  const { image, tags, ...first } = Object(reportedText) as Record<string, string>;
  expect({ image, tags }).toEqual({ image: picture('a'), tags: 'steam, insult' });
  await host.db.report.update({ where: { id }, data: { reportedText: first } });
  const unkept = await page();
  expect(unkept).toContain('what is kept of it reads as it did then');
  expect(unkept).not.toContain('Changed since it was reported');
});

test('how much of a long text was compared is always said, whether or not the rest of it differs', async () => {
  const { host, visitor, ada, alan, slug } = await startWithReports('viewer');
  const said = 'Only the first 20,000 characters of its text were compared.';
  await alan.api.reports.create.mutate({ slug, reason: 'other' });
  const { id } = await host.db.report.findFirstOrThrow({ where: { isOfComment: false } });
  const page = async () => (await visitor.get(`/admin/reports/${id}`)).html;
  expect(await page()).not.toContain(said);
  const long = 'a'.repeat(20_001);
  // It was short, and has become too long.
  await ada.api.articles.edit.mutate({ slug, body: long });
  expect(await page()).toContain(said);
  await host.db.report.deleteMany({ where: { id } });
  await alan.api.reports.create.mutate({ slug, reason: 'other' });
  const { id: later } = await host.db.report.findFirstOrThrow({ where: { isOfComment: false } });
  for (const change of [{ body: `${long} And on.` }, { title: 'Motors' }, { body: 'Short.' }]) {
    await ada.api.articles.edit.mutate({ slug: await slugNow(host), ...change });
    expect((await visitor.get(`/admin/reports/${later}`)).html, Object.keys(change)[0]).toContain(said);
  }
});

async function slugNow({ db }: Host): Promise<string> {
  return (await db.article.findFirstOrThrow()).slug;
}

test('whoever reports again what was cleaned meanwhile keeps what they reported, and says their reason anew', async () => {
  const { host, visitor, grace, alan, slug, commentId, id, at } = await startWithReports('operator');
  const before = await host.db.report.findUniqueOrThrow({ where: { id } });
  await grace.api.comments.edit.mutate({ slug, id: commentId, body: 'A fine article.' });
  await alan.api.reports.create.mutate({ slug, commentId, reason: 'spam', note: 'It said: buy looms.' });
  expect(await host.db.report.findUniqueOrThrow({ where: { id } })).toEqual({
    ...before,
    reason: 'spam',
    note: 'It said: buy looms.',
  });
  const { html } = await visitor.get(at);
  expect(html).toMatch(/<del>Buy &lt;b&gt;looms&lt;\/b&gt;.<\/del>[^]*<ins>A fine article.<\/ins>/);
  // Once it was dealt with, a report is a new one, of what they read then.
  await visitor.post(`${at}/dismiss`);
  await alan.api.reports.create.mutate({ slug, commentId, reason: 'other' });
  expect(await host.db.report.findFirstOrThrow({ where: { reporterId: alan.id, resolvedAt: null } })).toMatchObject({
    reportedText: { body: 'A fine article.' },
    excerpt: 'A fine article.',
  });
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
