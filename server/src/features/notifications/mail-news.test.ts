import { expect, test } from 'vitest';
import { type Host, type Person, startHost } from '../../../test/host.ts';
import { enqueue } from '../../platform/jobs/enqueue.ts';
import { mailNews } from './mail-news.ts';

const text = { description: 'About it', body: 'Text' };
const hourMs = 3_600_000;

/** Ada, whose address is confirmed, has an article, and Grace something to say about it. */
async function startWithArticle(): Promise<{ host: Host; ada: Person; grace: Person; slug: string }> {
  const host = await startHost();
  const [ada, grace] = [await host.signUp('Ada'), await host.signUp('Grace')];
  await host.db.user.updateMany({ data: { emailVerified: true } });
  await host.runJobs();
  await host.db.mail.deleteMany();
  const { slug } = await ada.api.articles.create.mutate({ ...text, title: 'Engines' });
  await host.runJobs();
  return { host, ada, grace, slug };
}

/** The subjects of the mails so far, in their order. */
async function subjects({ db }: Host): Promise<(string | null)[]> {
  const mails = await db.mail.findMany({ where: { state: 'kept' }, orderBy: { id: 'asc' } });
  return mails.map(({ subject }) => subject);
}

/** Lets time go by for the mails that were sent and for those that wait. */
async function letPass({ db }: Host, milliseconds: number): Promise<void> {
  await db.$executeRaw`UPDATE mail SET created_at = created_at - ${milliseconds} * interval '1 ms'`;
  await db.$executeRaw`UPDATE graphile_worker._private_jobs SET run_at = run_at - ${milliseconds} * interval '1 ms'`;
}

test('the first comment is mailed at once, and those of the hour after it in one mail', async () => {
  const { host, grace, slug } = await startWithArticle();
  await grace.api.comments.add.mutate({ slug, body: 'Well put.' });
  await host.runJobs();
  expect(await subjects(host)).toEqual(['Grace commented on “Engines”']);

  for (let index = 2; index <= 15; index += 1) {
    await grace.api.comments.add.mutate({ slug, body: `No. ${index}` });
    await host.runJobs();
  }
  expect(await subjects(host)).toHaveLength(1);
  await letPass(host, hourMs);
  await host.runJobs();
  expect(await subjects(host)).toEqual(['Grace commented on “Engines”', '14 new comments on your articles']);
  const { text: written } = await host.db.mail.findFirstOrThrow({ orderBy: { id: 'desc' } });
  expect(written).toContain('No. 2');
  expect(written).toContain('No. 11');
  expect(written).not.toContain('No. 12');
  expect(written).toContain('And 4 more.');

  await letPass(host, hourMs);
  await host.runJobs();
  expect(await subjects(host)).toHaveLength(2);
});

test('nobody is mailed at an address that is not confirmed, and no later once it is', async () => {
  const { host, ada, grace, slug } = await startWithArticle();
  await host.db.user.update({ where: { id: ada.id }, data: { emailVerified: false } });
  await grace.api.comments.add.mutate({ slug, body: 'One.' });
  await host.runJobs();
  await host.db.user.update({ where: { id: ada.id }, data: { emailVerified: true } });
  await grace.api.comments.add.mutate({ slug, body: 'Two.' });
  await host.runJobs();
  const [mail, ...others] = await host.db.mail.findMany();
  expect(others).toEqual([]);
  expect(mail?.text).toContain('Two.');
  expect(mail?.text).not.toContain('One.');
});

test('what was read in the product before the mail is written is not mailed', async () => {
  const { host, ada, grace, slug } = await startWithArticle();
  for (const body of ['One.', 'Two.']) {
    await grace.api.comments.add.mutate({ slug, body });
    await host.runJobs();
  }
  await ada.api.notifications.markRead.mutate({});
  await letPass(host, hourMs);
  await host.runJobs();
  expect(await subjects(host)).toHaveLength(1);
});

test('a new article is mailed to the followers who asked for it', async () => {
  const { host, ada, grace } = await startWithArticle();
  const alan = await host.signUp('Alan');
  await host.db.user.updateMany({ data: { emailVerified: true } });
  for (const { api } of [grace, alan]) await api.profiles.follow.mutate({ username: 'Ada' });
  await grace.api.notifications.choose.mutate({ kind: 'article_published', channel: 'mail', wanted: true });
  await ada.api.articles.create.mutate({ ...text, title: 'Looms' });
  await host.runJobs();
  const mails = await host.db.mail.findMany({ where: { template: 'notifications/article-published' } });
  expect(mails).toMatchObject([{ to: 'grace@example.com', subject: 'Ada published “Looms”', state: 'kept' }]);
});

test('who wants mails alone gets them, and sees nothing of it in the product', async () => {
  const { host, ada, grace, slug } = await startWithArticle();
  await ada.api.notifications.choose.mutate({ kind: 'comment_added', channel: 'app', wanted: false });
  await grace.api.comments.add.mutate({ slug, body: 'Well put.' });
  await host.runJobs();
  expect(await subjects(host)).toEqual(['Grace commented on “Engines”']);
  expect(await ada.api.notifications.list.query({})).toEqual({ notifications: [], unread: 0, hasMore: false });
});

test('who wants nothing of a kind gets nothing, and nothing is written down', async () => {
  const { host, ada, grace, slug } = await startWithArticle();
  for (const channel of ['app', 'mail'] as const) {
    await ada.api.notifications.choose.mutate({ kind: 'comment_added', channel, wanted: false });
  }
  await grace.api.comments.add.mutate({ slug, body: 'Well put.' });
  await host.runJobs();
  expect(await host.db.notification.count()).toBe(0);
  expect(await subjects(host)).toEqual([]);
});

test('who unsubscribes while a mail waits does not get it', async () => {
  const { host, ada, grace, slug } = await startWithArticle();
  await grace.api.comments.add.mutate({ slug, body: 'One.' });
  await host.runJobs();
  await grace.api.comments.add.mutate({ slug, body: 'Two.' });
  await host.runJobs();
  await ada.api.notifications.choose.mutate({ kind: 'comment_added', channel: 'mail', wanted: false });
  await letPass(host, hourMs);
  await host.runJobs();
  const mails = await host.db.mail.findMany({ orderBy: { id: 'asc' }, select: { state: true, error: true } });
  expect(mails).toEqual([
    { state: 'kept', error: null },
    { state: 'dropped', error: 'Its reader wants no such mails.' },
  ]);
});

test('a job of news that runs twice mails once', async () => {
  const { host, ada, grace, slug } = await startWithArticle();
  await grace.api.comments.add.mutate({ slug, body: 'Well put.' });
  await host.runJobs();
  await host.db.$transaction((tx) => enqueue(tx, mailNews, { userId: ada.id, kind: 'comment_added' }));
  await host.runJobs();
  expect(await subjects(host)).toHaveLength(1);
});
