import { expect, test } from 'vitest';
import { type Host, type Person, startHost } from '../../../test/host.ts';
import { enqueue } from '../../platform/jobs/enqueue.ts';
import { notifyAuthor, notifyFollowers } from './tell-news.ts';

const text = { description: 'About it', body: 'Text' };

async function notificationsOf({ api }: Person) {
  return (await api.notifications.list.query({})).notifications;
}

/** How many jobs of a name have run to their end. */
function runsOf(host: Host, name: string): Promise<number> {
  return host.db.jobRun.count({ where: { name, outcome: 'succeeded' } });
}

test('a published article notifies each follower of its author once, and nobody else', async () => {
  const host = await startHost();
  const [ada, grace, alan, stranger] = [
    await host.signUp('Ada'),
    await host.signUp('Grace'),
    await host.signUp('Alan'),
    await host.signUp('Stranger'),
  ];
  await ada.api.accounts.updateSettings.mutate({ image: 'https://example.com/ada.png' });
  for (const { api } of [grace, alan]) await api.profiles.follow.mutate({ username: 'Ada' });
  await stranger.api.profiles.follow.mutate({ username: 'Grace' });
  await ada.api.articles.create.mutate({ ...text, title: 'Engines' });
  expect(await notificationsOf(grace)).toEqual([]);

  await host.runJobs();
  for (const person of [grace, alan]) {
    expect(await notificationsOf(person)).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        kind: 'article_published',
        createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        readAt: null,
        actor: { username: 'Ada', image: 'https://example.com/ada.png' },
        article: { slug: 'engines', title: 'Engines' },
      },
    ]);
  }
  for (const person of [ada, stranger]) expect(await notificationsOf(person)).toEqual([]);
});

test('an article that was taken back before its followers were told stays untold, also on open pages', async () => {
  const host = await startHost();
  const [ada, grace] = [await host.signUp('Ada'), await host.signUp('Grace')];
  await grace.api.profiles.follow.mutate({ username: 'Ada' });
  const { slug } = await ada.api.articles.create.mutate({ ...text, title: 'Engines' });
  await ada.api.articles.unpublish.mutate({ slug });
  await host.runJobs();
  expect(await runsOf(host, notifyFollowers.name)).toBe(1);
  expect(await host.db.notification.count()).toBe(0);
});

test('a comment notifies the author of the article, and nobody of their own', async () => {
  const host = await startHost();
  const [ada, grace] = [await host.signUp('Ada'), await host.signUp('Grace')];
  const { slug } = await ada.api.articles.create.mutate({ ...text, title: 'Engines' });
  await ada.api.comments.add.mutate({ slug, body: 'My own.' });
  await host.runJobs();
  expect(await notificationsOf(ada)).toEqual([]);

  for (const body of ['First.', 'Second.']) await grace.api.comments.add.mutate({ slug, body });
  await host.runJobs();
  const told = { kind: 'comment_added', actor: { username: 'Grace' }, article: { slug: 'engines' } };
  expect(await notificationsOf(ada)).toMatchObject([told, told]);
  expect(await notificationsOf(grace)).toEqual([]);
});

test('a job that runs twice notifies and announces once', async () => {
  const host = await startHost();
  const [ada, grace] = [await host.signUp('Ada'), await host.signUp('Grace')];
  await grace.api.profiles.follow.mutate({ username: 'Ada' });
  const { slug } = await ada.api.articles.create.mutate({ ...text, title: 'Engines' });
  const comment = await grace.api.comments.add.mutate({ slug, body: 'Well put.' });
  const { id: articleId } = await host.db.article.findFirstOrThrow();
  // The queue runs a job at least once: here the same two a second time.
  await host.db.$transaction(async (tx) => {
    await enqueue(tx, notifyFollowers, { articleId });
    await enqueue(tx, notifyAuthor, { commentId: comment.id });
  });
  await host.runJobs();
  expect([await runsOf(host, notifyFollowers.name), await runsOf(host, notifyAuthor.name)]).toEqual([2, 2]);
  expect(await notificationsOf(ada)).toHaveLength(1);
  expect(await notificationsOf(grace)).toHaveLength(1);
  // Two notifications, and the comment to whoever reads the article.
  expect(await runsOf(host, 'events.deliver')).toBe(3);
});

test('an article or a comment that is gone before its job runs notifies nobody and fails nothing', async () => {
  const host = await startHost();
  const [ada, grace] = [await host.signUp('Ada'), await host.signUp('Grace')];
  await grace.api.profiles.follow.mutate({ username: 'Ada' });
  const { slug } = await ada.api.articles.create.mutate({ ...text, title: 'Engines' });
  await grace.api.comments.add.mutate({ slug, body: 'Well put.' });
  await ada.api.articles.delete.mutate({ slug });
  await host.runJobs();
  expect([await runsOf(host, notifyFollowers.name), await runsOf(host, notifyAuthor.name)]).toEqual([1, 1]);
  expect(await host.db.notification.count()).toBe(0);
});

test('more followers than go into one transaction are all notified', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  const ids = Array.from({ length: 101 }, (_, index) => `reader-${index}`);
  await host.db.user.createMany({ data: ids.map((id) => ({ id, username: id, email: `${id}@example.com` })) });
  await host.db.follow.createMany({ data: ids.map((followerId) => ({ followerId, followedId: ada.id })) });
  await ada.api.articles.create.mutate({ ...text, title: 'Engines' });
  await host.runJobs();
  const notified = await host.db.notification.findMany({ select: { userId: true } });
  expect(notified.map(({ userId }) => userId).toSorted()).toEqual(ids.toSorted());
});

test('notifications that the database takes back are announced to nobody, and the next attempt makes up for it', async () => {
  const host = await startHost();
  const [ada, grace] = [await host.signUp('Ada'), await host.signUp('Grace')];
  await grace.api.profiles.follow.mutate({ username: 'Ada' });
  await host.db
    .$executeRaw`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'refused'; END $$`;
  // At the commit, after the announcement was put into the queue.
  await host.db.$executeRaw`CREATE CONSTRAINT TRIGGER refusal AFTER INSERT ON notification DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION refuse()`;
  await ada.api.articles.create.mutate({ ...text, title: 'Engines' });
  await host.runJobs();
  expect(await notificationsOf(grace)).toEqual([]);
  expect(await host.db.jobRun.findMany({ select: { name: true, outcome: true } })).toEqual([
    { name: notifyFollowers.name, outcome: 'failed' },
  ]);

  await host.db.$executeRaw`DROP TRIGGER refusal ON notification`;
  await host.db.$executeRaw`UPDATE graphile_worker._private_jobs SET run_at = now()`;
  await host.runJobs();
  expect(await notificationsOf(grace)).toHaveLength(1);
  expect(await runsOf(host, 'events.deliver')).toBe(1);
});
