import { expect, test } from 'vitest';
import { type Host, type Person, runDue, startHost } from '../../../test/host.ts';
import { enqueue } from '../../platform/jobs/enqueue.ts';
import { sendDigests } from './digest.ts';

/** Monday at eight in Berlin. */
const monday = '2026-03-09T07:00:00.000Z';
const hourMs = 3_600_000;

/** A host on which signed-up people live in Berlin and have confirmed their addresses. */
async function start(names: readonly string[]): Promise<{ host: Host; people: Person[] }> {
  const host = await startHost();
  const people: Person[] = [];
  for (const name of names) people.push(await host.signUp(name));
  await host.db.user.updateMany({ data: { emailVerified: true, timeZone: 'Europe/Berlin' } });
  await host.runJobs();
  await host.db.mail.deleteMany();
  return { host, people };
}

/** An article of some day of the week before that Monday. */
async function publish({ db }: Host, authorId: string, title: string, more: { days?: number; tags?: string[] } = {}) {
  const { days = 2, tags = [] } = more;
  return db.article.create({
    data: {
      authorId,
      title,
      slug: title.toLowerCase(),
      description: `About ${title}`,
      body: 'Text',
      createdAt: new Date(Date.parse(monday) - days * 24 * hourMs),
      tags: { create: tags.map((tag, position) => ({ tag, position })) },
    },
  });
}

async function favorite({ db }: Host, articleId: string, ...people: readonly { id: string }[]): Promise<void> {
  await db.favorite.createMany({ data: people.map(({ id: userId }) => ({ userId, articleId })) });
}

/** Runs the job as cron does at a moment, and whatever batches follow. Mails are written, not sent. */
async function runAt(host: Host, at: string): Promise<void> {
  const services = { ...host.services, now: () => new Date(at) };
  await host.db.$transaction((tx) => enqueue(tx, sendDigests, { after: '' }));
  await runDue(services, host.databaseUrl, [sendDigests]);
  // Rows are dated by the database; the job asks for those of this day.
  await host.db.mail.updateMany({ data: { createdAt: new Date(at) } });
}

async function digests({ db }: Host) {
  const mails = await db.mail.findMany({ where: { template: 'notifications/digest' }, orderBy: { to: 'asc' } });
  return mails.map(({ to, key, data }) => {
    // What the template was declared with.
    const { articles, isPersonal } = data as { isPersonal: boolean; articles: { title: string }[] };
    return { to, key, isPersonal, titles: articles.map(({ title }) => title) };
  });
}

test('a digest holds the best of the week by the followed and under liked tags, the best first', async () => {
  const { host, people } = await start(['Ada', 'Grace', 'Alan', 'Reader']);
  const [ada, grace, alan, reader] = people as [Person, Person, Person, Person];
  await host.db.follow.create({ data: { followerId: reader.id, followedId: ada.id } });
  const liked = await publish(host, grace.id, 'Liked', { days: 30, tags: ['moss'] });
  await favorite(host, liked.id, reader);
  await publish(host, ada.id, 'Followed');
  await publish(host, ada.id, 'Old', { days: 8 });
  const tagged = await publish(host, alan.id, 'Tagged', { tags: ['moss'] });
  const popular = await publish(host, alan.id, 'Popular');
  await favorite(host, tagged.id, ada);
  await favorite(host, popular.id, ada, grace);
  const readAlready = await publish(host, ada.id, 'Read');
  await favorite(host, readAlready.id, reader);
  await publish(host, reader.id, 'Own', { tags: ['moss'] });

  await runAt(host, monday);
  expect((await digests(host)).find(({ to }) => to === reader.email)).toEqual({
    to: 'reader@example.com',
    key: `digest:${reader.id}:2026-W11`,
    isPersonal: true,
    titles: ['Tagged', 'Followed'],
  });
});

test('who follows nobody is sent what most people liked, without their own, and nobody is sent nothing', async () => {
  const { host, people } = await start(['Ada', 'Grace']);
  const [ada, grace] = people as [Person, Person];
  await runAt(host, monday);
  expect(await digests(host)).toEqual([]);

  const article = await publish(host, ada.id, 'Moss');
  await publish(host, ada.id, 'Unloved');
  await favorite(host, article.id, ada);
  await runAt(host, monday);
  expect(await digests(host)).toMatchObject([{ to: grace.email, isPersonal: false, titles: ['Moss'] }]);
});

test('an article that was taken back, and one by somebody suspended, is in no digest', async () => {
  const { host, people } = await start(['Ada', 'Grace', 'Reader']);
  const [ada, grace, reader] = people as [Person, Person, Person];
  for (const { id } of [ada, grace]) {
    await host.db.follow.create({ data: { followerId: reader.id, followedId: id } });
  }
  const withdrawn = await publish(host, ada.id, 'Withdrawn');
  const other = await publish(host, grace.id, 'Other');
  for (const { id } of [withdrawn, other]) await favorite(host, id, ada);
  await host.db.article.update({ where: { id: withdrawn.id }, data: { unpublishedAt: new Date() } });
  await host.db.user.update({ where: { id: grace.id }, data: { suspendedAt: new Date() } });
  await runAt(host, monday);
  expect(await digests(host)).toEqual([]);
});

test('only who wants it gets one: not the suspended, the leaving, the unconfirmed, nor who unsubscribed', async () => {
  const { host, people } = await start(['Ada', 'Suspended', 'Leaving', 'Unconfirmed', 'Unsubscribed', 'Wanting']);
  const [ada, suspended, leaving, unconfirmed, unsubscribed, wanting] = people.map(({ id }) => id);
  const article = await publish(host, String(ada), 'Moss');
  await favorite(host, article.id, ...people);
  await host.db.user.update({ where: { id: suspended }, data: { suspendedAt: new Date() } });
  await host.db.user.update({ where: { id: leaving }, data: { deletionDueAt: new Date() } });
  await host.db.user.update({ where: { id: unconfirmed }, data: { emailVerified: false } });
  const choice = { kind: 'digest', channel: 'mail' } as const;
  await host.db.notificationChoice.create({ data: { userId: String(unsubscribed), ...choice, wanted: false } });
  await host.db.notificationChoice.create({ data: { userId: String(wanting), ...choice, wanted: true } });
  await runAt(host, monday);
  expect((await digests(host)).map(({ to }) => to)).toEqual(['wanting@example.com']);
});

test('everybody gets one on their own Monday morning, and one a week however often the hour strikes', async () => {
  const { host, people } = await start(['Berlin', 'Kiritimati', 'StJohns', 'Author']);
  const [berlin, kiritimati, stJohns, author] = people as [Person, Person, Person, Person];
  await host.db.user.update({ where: { id: kiritimati.id }, data: { timeZone: 'Pacific/Kiritimati' } });
  await host.db.user.update({ where: { id: stJohns.id }, data: { timeZone: 'America/St_Johns' } });
  const article = await publish(host, author.id, 'Moss', { days: 3 });
  await favorite(host, article.id, author);

  const order: string[] = [];
  for (let at = Date.parse('2026-03-08T12:00:00Z'); at < Date.parse('2026-03-10T00:00:00Z'); at += hourMs) {
    const iso = new Date(at).toISOString();
    const before = new Set((await digests(host)).map(({ to }) => to));
    await host.db.$transaction((tx) => enqueue(tx, sendDigests, { after: '' }));
    await runDue({ ...host.services, now: () => new Date(at) }, host.databaseUrl, [sendDigests]);
    for (const { to } of await digests(host)) if (!before.has(to)) order.push(`${to} ${iso}`);
  }
  expect(order).toEqual([
    `${kiritimati.email} 2026-03-08T18:00:00.000Z`,
    `${berlin.email} 2026-03-09T07:00:00.000Z`,
    `${stJohns.email} 2026-03-09T11:00:00.000Z`,
  ]);
});

test('more readers than go into one batch each get one, and a batch that is repeated doubles nothing', async () => {
  const { host, people } = await start(['Author']);
  const [author] = people as [Person];
  const article = await publish(host, author.id, 'Moss');
  await favorite(host, article.id, author);
  const ids = Array.from({ length: 401 }, (_, index) => `reader-${String(index).padStart(3, '0')}`);
  await host.db.user.createMany({
    data: ids.map((id) => ({
      id,
      username: id,
      email: `${id}@example.com`,
      emailVerified: true,
      timeZone: 'Europe/Berlin',
    })),
  });
  await runAt(host, monday);
  expect(await digests(host)).toHaveLength(401);
  // As after a worker that was lost: a batch of before, and then the hour again.
  await host.db.$transaction((tx) => enqueue(tx, sendDigests, { at: monday, after: 'reader-100' }));
  await runAt(host, monday);
  expect(await digests(host)).toHaveLength(401);
  expect(await host.db.jobRun.count({ where: { outcome: 'failed' } })).toBe(0);
});

test('a batch that the database takes back is made up for by the next attempt, whole', async () => {
  const { host, people } = await start(['Ada', 'Grace', 'Author']);
  const author = people[2] as Person;
  const article = await publish(host, author.id, 'Moss');
  await favorite(host, article.id, author);
  await host.db
    .$executeRaw`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'refused'; END $$`;
  await host.db.$executeRaw`CREATE CONSTRAINT TRIGGER refusal AFTER INSERT ON mail DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW."to" LIKE 'grace@%') EXECUTE FUNCTION refuse()`;
  await runAt(host, monday);
  expect(await digests(host)).toEqual([]);
  await host.db.$executeRaw`DROP TRIGGER refusal ON mail`;
  await host.db.$executeRaw`UPDATE graphile_worker._private_jobs SET run_at = now()`;
  await runDue({ ...host.services, now: () => new Date(monday) }, host.databaseUrl, [sendDigests]);
  expect((await digests(host)).map(({ to }) => to)).toEqual(['ada@example.com', 'grace@example.com']);
});
