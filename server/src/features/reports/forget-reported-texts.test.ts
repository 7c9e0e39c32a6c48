import { Prisma } from '@hybrid/prisma';
import { expect, test } from 'vitest';
import { startWithReports } from '../../../test/reported-comment.ts';
import { enqueue } from '../../platform/jobs/enqueue.ts';
import { forgetReportedTexts } from './forget-reported-texts.ts';

test('what was reported is forgotten 90 days after the decision, of each report of it, and never while one waits', async () => {
  const { host, visitor, grace, slug, commentId, alan, at, id } = await startWithReports('operator');
  await visitor.post(`${at}/dismiss`);
  await grace.api.comments.edit.mutate({ slug, id: commentId, body: 'Mended.' });
  await alan.api.reports.create.mutate({ slug, commentId, reason: 'other' });
  const kept = () => host.db.report.count({ where: { NOT: { reportedText: { equals: Prisma.DbNull } } } });
  const dealtWith = (daysAgo: number) =>
    host.db.report.updateMany({
      where: { resolvedAt: { not: null } },
      data: { resolvedAt: new Date(Date.now() - daysAgo * 86_400_000) },
    });
  const purge = async () => {
    await host.db.$transaction((tx) => enqueue(tx, forgetReportedTexts, {}));
    await host.runJobs();
  };
  await host.db.report.updateMany({ data: { createdAt: new Date(Date.now() - 200 * 86_400_000) } });
  await dealtWith(89);
  await purge();
  expect(await kept()).toBe(3);
  expect((await visitor.get(at)).html).toContain('Changed since it was reported');
  await dealtWith(91);
  await purge();
  expect(await kept()).toBe(1);
  expect(await host.db.report.count({ where: { resolvedAt: { not: null } } })).toBe(2);
  const page = await visitor.get(at);
  expect([page.status, page.html.includes('Changed since it was reported')]).toEqual([200, false]);
  expect(await host.db.report.findUnique({ where: { id } })).toMatchObject({ outcome: 'dismissed', author: 'Grace' });
});
