import { contract } from '@hybrid/contracts';
import { expect, test } from 'vitest';
import { startHost } from '../../../test/host.ts';
import { invalidFields, refusal } from '../../../test/refusal.ts';

const { create } = contract.reports;

/** A host on which Grace commented on Ada's article, and Alan reads both. */
async function startWithComment() {
  const host = await startHost();
  const [ada, grace, alan] = [await host.signUp('Ada'), await host.signUp('Grace'), await host.signUp('Alan')];
  const { slug } = await ada.api.articles.create.mutate({ title: 'Engines', description: 'D', body: 'B' });
  const { id: commentId } = await grace.api.comments.add.mutate({ slug, body: 'Buy my looms.' });
  return { host, ada, grace, alan, slug, commentId };
}

test('a report keeps the first words of what it is about, whose it was and why', async () => {
  const { host, alan, slug, commentId } = await startWithComment();
  expect(await alan.api.reports.create.mutate({ slug, reason: 'copyright', note: ' Mine. ' })).toBeNull();
  await alan.api.reports.create.mutate({ slug, commentId, reason: 'spam' });
  const found = await host.db.report.findMany({ orderBy: { createdAt: 'asc' } });
  expect(found).toMatchObject([
    { reason: 'copyright', note: 'Mine.', commentId: null, excerpt: 'Engines', author: 'Ada', outcome: null },
    { reason: 'spam', note: null, commentId, excerpt: 'Buy my looms.', author: 'Grace', outcome: null },
  ]);
});

test('a second report of the same thing says the reason of the first anew, and those sent at once make one', async () => {
  const { host, alan, ada, slug, commentId } = await startWithComment();
  await alan.api.reports.create.mutate({ slug, commentId, reason: 'spam' });
  await alan.api.reports.create.mutate({ slug, commentId, reason: 'abuse', note: 'Rude.' });
  expect(await host.db.report.findMany()).toMatchObject([{ reason: 'abuse', note: 'Rude.' }]);
  await Promise.all(
    Array.from({ length: 5 }, () => host.apiOf(ada.token).reports.create.mutate({ slug, commentId, reason: 'spam' })),
  );
  expect(await host.db.report.count()).toBe(2);
});

test('a report outlives what it is about, so that moderators still see whose it was', async () => {
  const { host, ada, alan, slug, commentId } = await startWithComment();
  await alan.api.reports.create.mutate({ slug, commentId, reason: 'spam' });
  await ada.api.articles.delete.mutate({ slug });
  expect(await host.db.report.findMany()).toMatchObject([{ articleId: null, commentId: null, author: 'Grace' }]);
});

test('one’s own work, what is not there and a reason that is none are refused', async () => {
  const { host, ada, grace, alan, slug, commentId } = await startWithComment();
  const other = await ada.api.articles.create.mutate({ title: 'Looms', description: 'D', body: 'B' });
  const report = { slug, reason: 'spam' } as const;
  expect(await refusal(create, host.api.reports.create.mutate(report))).toMatchObject({ name: 'UNAUTHORIZED' });
  expect(await refusal(create, ada.api.reports.create.mutate(report))).toMatchObject({ name: 'OWN_WORK' });
  expect(await refusal(create, grace.api.reports.create.mutate({ ...report, commentId }))).toMatchObject({
    name: 'OWN_WORK',
  });
  expect(await refusal(create, alan.api.reports.create.mutate({ ...report, slug: 'nowhere' }))).toMatchObject({
    name: 'ARTICLE_NOT_FOUND',
  });
  const elsewhere = { ...report, slug: other.slug, commentId };
  expect(await refusal(create, alan.api.reports.create.mutate(elsewhere))).toMatchObject({ name: 'COMMENT_NOT_FOUND' });
  // As somebody sends it who does not read the contract.
  const reason = 'dislike' as 'spam';
  expect(await invalidFields(alan.api.reports.create.mutate({ slug, reason, note: 'x'.repeat(1001) }))).toEqual({
    reason: ['must be one of the reasons'],
    note: ['is too long (at most 1000 characters)'],
  });
  expect(await host.db.report.count()).toBe(0);
});
