import { contract, mutation, query } from '@hybrid/contracts/kernel';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { startHost } from '../../../test/host.ts';
import { serveProcedures } from '../../../test/serve-procedures.ts';
import { callQuery } from '../../../test/wire.ts';
import { implement } from '../rpc/implement.ts';
import { keepUsage } from './keep-usage.ts';

const deprecated = { since: '2026-11-01', sunset: '2027-02-01', instead: 'Ask notes.list.' } as const;
const notes = contract({
  all: query({ access: 'anonymous', output: z.null(), deprecated, http: { method: 'GET', path: '/notes/all' } }),
  older: mutation({
    access: 'anonymous',
    output: z.null(),
    deprecated: { ...deprecated, since: '2026-10-01', sunset: '2026-12-01' },
  }),
  list: query({ access: 'anonymous', output: z.null(), http: { method: 'GET', path: '/notes' } }),
});

async function start() {
  const host = await startHost();
  const { procedures } = implement(notes, { all: () => null, older: () => null, list: () => null });
  return { host, url: await serveProcedures(host.services, { notes: procedures }) };
}

const told = ({ headers }: { headers: Headers }) => [headers.get('deprecation'), headers.get('sunset')];
const since = `@${Date.parse('2026-11-01') / 1000}`;

test('whoever calls what goes is told so by headers, over either door, and who does not is not', async () => {
  const { url } = await start();
  expect(told(await callQuery(url, 'notes.all', {}))).toEqual([since, 'Mon, 01 Feb 2027 00:00:00 GMT']);
  expect(told(await fetch(`${url}/api/notes/all`))).toEqual([since, 'Mon, 01 Feb 2027 00:00:00 GMT']);
  expect(told(await callQuery(url, 'notes.list', {}))).toEqual([null, null]);
  expect(told(await fetch(`${url}/api/notes`))).toEqual([null, null]);
});

test('a batch says when the first of its calls goes', async () => {
  const { url } = await start();
  const answer = await fetch(`${url}/api/trpc/notes.all,notes.list?batch=1`);
  expect(told(answer)).toEqual([since, 'Mon, 01 Feb 2027 00:00:00 GMT']);
});

test('the log names once an hour who still calls it', async () => {
  const { host, url } = await start();
  const headers = { 'hybrid-client': 'spa/1.0.0' };
  const said = () => host.logged.filter((line) => line.includes('A deprecated procedure is still called.'));
  for (let round = 0; round < 3; round += 1) {
    await callQuery(url, 'notes.all', { headers });
    await callQuery(url, 'notes.list', { headers });
    await keepUsage(host.services);
  }
  expect(said()).toHaveLength(1);
  expect(JSON.parse(said()[0] ?? '{}')).toMatchObject({
    level: 'warn',
    procedure: 'notes.all',
    client: 'spa',
    version: '1.0.0',
    sunset: '2027-02-01',
  });
});
