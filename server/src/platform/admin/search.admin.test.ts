import { expect, test } from 'vitest';
import { z } from 'zod';
import { startHost } from '../../../test/host.ts';
import { createVisitor } from '../../../test/visitor.ts';
import { enqueue } from '../jobs/enqueue.ts';
import { fitting } from './finder.ts';

async function startAs(role: 'viewer' | 'operator') {
  const host = await startHost();
  const visitor = createVisitor(host.url);
  await visitor.signIn((await host.signUp('boss', role)).email);
  /** The links that a search finds, below the headings of their kinds. */
  const find = async (text: string) => {
    const { html } = await visitor.get(`/admin/search?q=${encodeURIComponent(text)}`);
    const [, ...parts] = html.split('<h2>');
    return Object.fromEntries(
      parts.map((part) => [
        part.slice(0, part.indexOf('<')),
        [...part.matchAll(/<li><a href="([^"]+)"/g)].map(([, href]) => href),
      ]),
    );
  };
  return { host, visitor, find };
}

test('one search finds people, jobs, procedures, flags, requests and pages, each with its address', async () => {
  const { host, find } = await startAs('viewer');
  const { id } = await host.signUp('jobst');
  await host.db.jobRun.create({
    data: { jobId: '471', name: 'things.done', attempt: 1, queuedAt: new Date(), startedAt: new Date() },
  });
  expect(await find('job')).toMatchObject({ Pages: ['/admin/jobs'], People: [`/admin/users/${id}`] });
  expect(await find('471')).toEqual({ Jobs: ['/admin/jobs/471'] });
  expect(await find('accounts.reg')).toEqual({ Procedures: ['/admin/contract/accounts.register'] });
  expect(await find('signups')).toMatchObject({ Flags: ['/admin/flags/signUps'] });
  const requestId = '019f0000-0000-7000-8000-000000000000';
  expect(await find(requestId)).toEqual({ Requests: [`/admin/requests/${requestId}`] });
});

test('a job that waits is found by its number as well as one that ran, with or without the sign before it', async () => {
  const { host, find } = await startAs('viewer');
  const runAt = new Date(Date.now() + 3_600_000);
  const later = { name: 'tests.later', payload: z.object({}) };
  const id = await host.db.$transaction((tx) => enqueue(tx, later, {}, { runAt }));
  for (const text of [id, `#${id}`]) expect(await find(text), text).toMatchObject({ Jobs: [`/admin/jobs/${id}`] });
  expect(await find('471')).toEqual({});
});

test('whoever has just that name comes first, however many hold it', async () => {
  const { host, find } = await startAs('viewer');
  const { id } = await host.signUp('ada');
  for (let number = 0; number < 8; number += 1) await host.signUp(`ada${number}`);
  const { People: people = [] } = await find('ADA');
  expect(people).toHaveLength(6);
  expect(people[0]).toBe(`/admin/users/${id}`);
});

test('a viewer finds nobody by an address, and an operator does', async () => {
  for (const role of ['viewer', 'operator'] as const) {
    const { host, find } = await startAs(role);
    const { id } = await host.signUp('ada');
    await host.db.user.update({ where: { id }, data: { email: 'lovelace@example.org' } });
    for (const text of ['lovelace', 'lovelace@example.org']) {
      expect(await find(text), role).toEqual(role === 'viewer' ? {} : { People: [`/admin/users/${id}`] });
    }
  }
});

test('what is typed is looked for as it stands, and nothing found is said', async () => {
  const { visitor, find } = await startAs('viewer');
  for (const text of ['%', '_', String.raw`\\`, "';--", '<b>', 'nothing-like-it']) {
    expect(await find(text), text).toEqual({});
    const { status, html } = await visitor.get(`/admin/search?q=${encodeURIComponent(text)}`);
    expect(status).toBe(200);
    expect(html).toContain('Nothing holds');
  }
  expect((await visitor.get('/admin/search')).html).toContain('it is looked for among pages, people');
});

test('names that begin with what is typed come before those that hold it', () => {
  expect(fitting(['a jobber', 'jobs', 'Job', 'x'], (name) => name, 'job')).toEqual(['jobs', 'Job', 'a jobber']);
});
