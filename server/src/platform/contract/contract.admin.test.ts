import { contract as language, query } from '@hybrid/contracts/kernel';
import { describeContract, type SealedLock, sealLock } from '@hybrid/contracts/gate';
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { currentLock } from '../../contract-lock.ts';
import { startHost } from '../../../test/host.ts';
import { createVisitor } from '../../../test/visitor.ts';
import { callQuery } from '../../../test/wire.ts';
import { keepUsage } from '../calls/keep-usage.ts';
import { judgeReleases } from './gate-verdicts.ts';
import { readProcedureUse } from './procedure-use.ts';

function lockOf(procedures: Record<string, ReturnType<typeof query>>, release?: string): SealedLock {
  const described = describeContract({ contract: { notes: language(procedures) }, events: {} });
  const lock = sealLock(described, (text) => createHash('sha256').update(text).digest('hex'));
  return release === undefined ? lock : { ...lock, release };
}

const one = query({ access: 'public', output: z.object({ n: z.number() }) });
const wider = query({ access: 'public', output: z.object({ n: z.number(), more: z.string() }) });
const today = '2026-11-28';

test('the gate judges what runs for the clients of each release: the same, safe, or a break, which stands first', () => {
  const current = lockOf({ one: wider });
  const verdicts = judgeReleases(
    current,
    [{ ...current, release: '0.3.0' }, lockOf({ one }, '0.2.0'), lockOf({ one, two: one }, '0.1.0')],
    { today },
  );
  expect(verdicts.map(({ release, verdict, counts }) => [release, verdict, counts.breaking])).toEqual([
    ['0.3.0', 'same', 0],
    ['0.2.0', 'safe', 0],
    ['0.1.0', 'breaking', 1],
  ]);
  expect(verdicts[2]?.findings[0]).toMatchObject({ name: 'notes.two', rule: 'procedure-removed' });
});

test('of each procedure it is told who calls it and how it goes, of a deprecated one until when, and of one that is gone that it is called', async () => {
  const host = await startHost();
  const day = new Date(new Date().toISOString().slice(0, 10));
  const use = { day, client: 'spa', version: '1.0.0', sampled: 0, lastSeenAt: day, fields: {} };
  const latency = { 16: 90, 40: 10 };
  await host.db.contractUse.createMany({
    data: [
      { ...use, procedure: 'notes.one', calls: 100n, errors: 1n, latency },
      { ...use, procedure: 'notes.one', client: 'cli', calls: 5n, errors: 0n },
      { ...use, procedure: 'notes.gone', calls: 2n, errors: 2n },
      { ...use, procedure: 'notes.one', day: new Date(day.getTime() - 40 * 86_400_000), calls: 1000n, errors: 0n },
    ],
  });
  const old = query({
    access: 'public',
    output: z.null(),
    deprecated: { since: '2026-10-01', sunset: '2027-01-01', instead: 'notes.one' },
  });
  const told = await readProcedureUse(host.db, lockOf({ one, old }), new Date());
  expect(told.map(({ name, calls, errors, kind }) => [name, calls, errors, kind])).toEqual([
    ['notes.gone', 2, 2, null],
    ['notes.old', 0, 0, 'query'],
    ['notes.one', 105, 1, 'query'],
  ]);
  expect(told[1]?.deprecated?.sunset).toBe('2027-01-01');
  expect(told[2]).toMatchObject({ p50: 1, p95: 64 });
  expect(told[2]?.clients.map(({ client }) => client)).toEqual(['spa', 'cli']);
});

test('the list is narrowed by name and use, leads to each procedure, and is downloaded with its clients', async () => {
  const host = await startHost();
  const visitor = createVisitor(host.url);
  await visitor.signIn((await host.signUp('vi', 'viewer')).email);
  await callQuery(host.url, 'accounts.me', { headers: { 'hybrid-client': 'spa/1.4.0' } });
  await callQuery(host.url, 'accounts.current', { headers: { 'hybrid-client': 'spa/1.4.0' } });
  await keepUsage(host.services);

  const namesOn = async (question: string) => {
    const { html } = await visitor.get(`/admin/contract?${question}`);
    const [, list = ''] = html.split('id="results"');
    return [...list.matchAll(/class="code" href="\/admin\/contract\/([\w.]+)"/g)].map(([, name]) => name);
  };
  expect(await namesOn('')).toEqual(Object.keys(currentLock().procedures).toSorted());
  expect(await namesOn('show=used')).toEqual(['accounts.current', 'accounts.me']);
  expect(await namesOn('show=failing')).toEqual(['accounts.current']);
  expect(await namesOn('show=gone')).toEqual([]);
  expect(await namesOn('show=unused')).not.toContain('accounts.me');
  expect(await namesOn('name=accounts.m')).toEqual(['accounts.me']);

  const { html } = await visitor.get('/admin/contract/accounts.me');
  expect(html).toContain('<section class="chart" id="procedure-count"');
  expect(html).toMatch(/<th scope="row">spa<\/th><td>1\.4\.0<\/td>/);
  expect((await visitor.get('/admin/contract/accounts.nothing')).status).toBe(404);
  const json = await visitor.get('/admin/contract/export.json?show=used');
  expect(JSON.parse(json.html)).toMatchObject([
    { procedure: 'accounts.current', client: 'spa', version: '1.4.0', calls: 1, errors: 1 },
    { procedure: 'accounts.me', client: 'spa', calls: 1, errors: 0 },
  ]);
});
