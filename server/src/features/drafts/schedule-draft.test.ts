import { contract } from '@hybrid/contracts';
import { expect, test } from 'vitest';
import { type Host, jobContext, type Person, startHost } from '../../../test/host.ts';
import { queued } from '../../../test/queue.ts';
import { invalidFields, refusal } from '../../../test/refusal.ts';
import { publishDueDraft } from './publish-due-draft.ts';

const { byId, schedule } = contract.drafts;
const text = { title: 'Engines', description: 'About them', body: 'Text', tags: ['one'], image: null };
const ahead = (ms: number) => new Date(Date.now() + ms).toISOString();
const hour = 3_600_000;

async function startWithDraft(): Promise<{ host: Host; ada: Person; id: string }> {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  const { id } = await ada.api.drafts.create.mutate(text);
  return { host, ada, id };
}

/** Lets the time of everything in the queue come, and runs it. */
async function letTimeCome(host: Host): Promise<void> {
  await host.db.$executeRaw`UPDATE graphile_worker._private_jobs SET run_at = now() - interval '1 second'`;
  await host.runJobs();
}

/** Runs the job of a draft once more, as the queue does after a crash. */
async function repeat(host: Host, payload: { draftId: string; at: string }): Promise<void> {
  await publishDueDraft.run(jobContext(host, { jobId: '1', attempt: 2 }), payload);
}

test('a draft is published at its time, not before, as it was saved last, and once', async () => {
  const { host, ada, id } = await startWithDraft();
  const at = ahead(hour);
  const draft = await ada.api.drafts.schedule.mutate({ id, at });
  expect(draft).toMatchObject({ ...text, publishAt: at, revision: 1 });
  await host.runJobs();
  expect(await host.db.article.count()).toBe(0);
  expect(await ada.api.drafts.list.query()).toMatchObject([{ id, publishAt: at }]);

  await ada.api.drafts.save.mutate({ id, revision: 1, ...text, body: 'Last' });
  await letTimeCome(host);
  expect(await host.api.articles.bySlug.query({ slug: 'engines' })).toMatchObject({ ...text, body: 'Last' });
  expect(await ada.api.drafts.list.query()).toEqual([]);
  await repeat(host, { draftId: id, at });
  expect(await host.db.article.count()).toBe(1);
  expect(host.logged.filter((line) => JSON.parse(line).level === 'error')).toEqual([]);
});

test('a draft has one job: a changed time takes the place of the first', async () => {
  const { host, ada, id } = await startWithDraft();
  const [first, second] = [ahead(hour), ahead(2 * hour)];
  await ada.api.drafts.schedule.mutate({ id, at: first });
  await ada.api.drafts.schedule.mutate({ id, at: second });
  const jobs = (await queued(host)).filter(({ identifier }) => identifier === 'drafts.publish');
  expect(jobs).toMatchObject([{ payload: { data: { draftId: id, at: second } } }]);
  // The first one's job, had it run already when it was replaced.
  await repeat(host, { draftId: id, at: first });
  expect(await host.db.article.count()).toBe(0);
  expect((await ada.api.drafts.byId.query({ id })).publishAt).toBe(second);
});

test('a draft that was taken back, deleted or published before its time is left alone by its job', async () => {
  const { host, ada, id } = await startWithDraft();
  const at = ahead(hour);
  await ada.api.drafts.schedule.mutate({ id, at });
  expect(await ada.api.drafts.unschedule.mutate({ id })).toMatchObject({ publishAt: null, missedAt: null });
  const other = await ada.api.drafts.create.mutate({ ...text, title: 'Deleted' });
  await ada.api.drafts.schedule.mutate({ id: other.id, at });
  await ada.api.drafts.delete.mutate({ id: other.id });
  const early = await ada.api.drafts.create.mutate({ ...text, title: 'Early' });
  await ada.api.drafts.schedule.mutate({ id: early.id, at });
  await ada.api.drafts.publish.mutate({ id: early.id });
  await letTimeCome(host);
  expect((await host.db.article.findMany()).map(({ slug }) => slug)).toEqual(['early']);
  expect(await ada.api.drafts.byId.query({ id })).toMatchObject({ ...text, publishAt: null });
  expect(await ada.api.drafts.unschedule.mutate({ id })).toMatchObject({ publishAt: null });
});

test('a draft that lacks something when its time comes stays one, and the list and a mail say what', async () => {
  const { host, ada, id } = await startWithDraft();
  await ada.api.drafts.schedule.mutate({ id, at: ahead(hour) });
  await ada.api.drafts.save.mutate({ id, revision: 1, ...text, title: ' ' });
  await letTimeCome(host);
  expect(await host.db.article.count()).toBe(0);
  const [listed] = await ada.api.drafts.list.query();
  expect(listed).toMatchObject({ id, publishAt: null, missedAt: expect.any(String), lacks: ['title'] });
  const [mail] = await host.db.mail.findMany({ where: { template: 'drafts/missed' } });
  expect(mail).toMatchObject({ to: ada.email, subject: 'Not published: Untitled' });
  expect(mail?.text).toContain('It still lacked a title');
  // Whoever goes on writing has seen it.
  const saved = await ada.api.drafts.save.mutate({ id, revision: 2, ...text });
  expect(saved.missedAt).toBeNull();
});

test('nothing is published for somebody who was suspended meanwhile', async () => {
  const { host, ada, id } = await startWithDraft();
  await ada.api.drafts.schedule.mutate({ id, at: ahead(hour) });
  await host.db.user.update({ where: { id: ada.id }, data: { suspendedAt: new Date() } });
  await letTimeCome(host);
  expect(await host.db.article.count()).toBe(0);
  expect(await host.db.draft.findMany()).toMatchObject([{ id, publishAt: null, missedAt: expect.any(Date) }]);
  expect(await host.db.mail.count({ where: { template: 'drafts/missed' } })).toBe(0);
});

test('a change to an article comes out at its time too', async () => {
  const { host, ada } = await startWithDraft();
  const { slug } = await ada.api.articles.create.mutate({ ...text, title: 'Machines' });
  const { id } = await ada.api.drafts.openArticle.mutate({ slug });
  await ada.api.drafts.save.mutate({ id, revision: 1, ...text, title: 'Automata' });
  await ada.api.drafts.schedule.mutate({ id, at: ahead(hour) });
  expect((await host.api.articles.bySlug.query({ slug })).title).toBe('Machines');
  await letTimeCome(host);
  expect(await host.api.articles.bySlug.query({ slug })).toMatchObject({ title: 'Automata', slug: 'automata' });
});

test('a time that is near, far or none is refused at its field, and a draft that lacks something at its own', async () => {
  const { host, ada, id } = await startWithDraft();
  const bad = [
    [ahead(-hour), 'must be at least a minute ahead'],
    [ahead(50_000), 'must be at least a minute ahead'],
    [ahead(367 * 24 * hour), 'must be within a year'],
    ['9999-12-31T23:59:59Z', 'must be within a year'],
    ['tomorrow', 'must be a date and a time'],
    ['2027-02-30T10:00:00Z', 'must be a date and a time'],
    ['', 'must be a date and a time'],
  ] as const;
  for (const [at, message] of bad) {
    expect(await invalidFields(ada.api.drafts.schedule.mutate({ id, at })), at).toEqual({ at: [message] });
  }
  const empty = await ada.api.drafts.create.mutate({ title: 'Only a title' });
  const incomplete = ada.api.drafts.schedule.mutate({ id: empty.id, at: ahead(hour) });
  expect(await invalidFields(incomplete)).toEqual({ description: ["can't be blank"], body: ["can't be blank"] });
  expect((await queued(host)).map(({ identifier }) => identifier)).not.toContain('drafts.publish');
  const anonymous = host.api.drafts.schedule.mutate({ id, at: ahead(hour) });
  expect(await refusal(schedule, anonymous)).toEqual({ name: 'UNAUTHORIZED', data: null });
  expect(await refusal(byId, host.api.drafts.byId.query({ id }))).toEqual({ name: 'UNAUTHORIZED', data: null });
});
