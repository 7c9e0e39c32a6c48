import { createHash } from 'node:crypto';
import { contract as product, events } from '@hybrid/contracts';
import { describeContract, type SealedLock, sealLock } from '@hybrid/contracts/gate';
import {
  type ContractRecord,
  type ContractRouter,
  contract,
  mutation,
  platformError,
  query,
  subscription,
} from '@hybrid/contracts/kernel';
import { createTRPCClient, httpBatchLink } from '@trpc/client';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { startHost } from '../../../test/host.ts';
import { serveProcedures } from '../../../test/serve-procedures.ts';
import { callMutation, callQuery } from '../../../test/wire.ts';
import type { Services } from '../context.ts';
import { compile } from '../rpc/compile.ts';
import { createLiveReleases } from './live-releases.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const lockOf = (notes: ContractRecord): SealedLock =>
  sealLock(describeContract({ contract: { notes }, events: {} }), sha256);

const Note = z.object({ id: z.string(), text: z.string() });

/** What the release that is out was built with. */
const before = contract({
  list: query({ access: 'anonymous', output: z.array(Note) }),
  add: mutation({ access: 'anonymous', input: z.object({ text: z.string() }), output: Note }),
  pin: mutation({ access: 'anonymous', input: z.object({ id: z.string() }), output: z.null() }),
  changes: subscription({ access: 'anonymous', output: Note }),
});

interface OldRouter extends ContractRouter<{ notes: typeof before }> {}

/** Adding asks for more, pinning is gone, changes tell something else; listing is as it was, and tells more. */
const after = contract({
  list: query({ access: 'anonymous', output: z.array(Note.extend({ color: z.string() })) }),
  add: mutation({
    access: 'anonymous',
    input: z.object({ text: z.string(), color: z.string() }),
    output: Note,
  }),
  changes: subscription({ access: 'anonymous', output: Note.omit({ text: true }) }),
});

const [old, current] = [lockOf(before), lockOf(after)];

async function start() {
  const host = await startHost();
  const releases = createLiveReleases({ current: () => current, releases: [old, current], today: () => new Date() });
  const services: Services = { ...host.services, releases };
  const note = { id: '1', text: 'one', color: 'red' };
  const url = await serveProcedures(services, {
    notes: {
      list: compile(after.list, () => [note]),
      add: compile(after.add, () => note),
      changes: compile(after.changes, async function* changes() {}),
    },
  });
  return url;
}

const from = (lock: Pick<SealedLock, 'hash'>) => ({ 'hybrid-contract': lock.hash, 'hybrid-client': 'spa/1.0.0' });
const input = { text: 'one' };

test('of a client of an earlier release, what has changed incompatibly is refused by name, and everything else answered', async () => {
  const url = await start();
  expect(await callQuery(url, 'notes.list', { headers: from(old) })).toMatchObject({ status: 200 });
  expect(await callMutation(url, 'notes.add', { input, headers: from(old) })).toMatchObject({
    status: 412,
    error: 'STALE_CLIENT',
  });
  // Also where it happens to send what is asked for now: nobody can say what it means by it.
  const whole = { text: 'one', color: 'red' };
  expect((await callMutation(url, 'notes.add', { input: whole, headers: from(old) })).error).toBe('STALE_CLIENT');
});

test('what is gone is refused as stale to who knew it, and as nothing to everybody else', async () => {
  const url = await start();
  const call = { input: { id: '1' } };
  expect((await callMutation(url, 'notes.pin', { ...call, headers: from(old) })).error).toBe('STALE_CLIENT');
  expect((await callMutation(url, 'notes.pin', { ...call, headers: from(current) })).error).toBe('NOT_FOUND');
  expect((await callMutation(url, 'notes.pin', call)).error).toBe('NOT_FOUND');
});

test.each([
  ['of this release', from(current)],
  ['that does not say', {}],
  ['of a release that is retired', from({ hash: '0123456789abcdef' })],
  ['that says nonsense', { 'hybrid-contract': 'x'.repeat(500) }],
])('a client %s is answered, or refused for what it sends', async (_, headers: Record<string, string>) => {
  const url = await start();
  const whole = { text: 'one', color: 'red' };
  expect((await callMutation(url, 'notes.add', { input: whole, headers })).status).toBe(200);
  expect((await callMutation(url, 'notes.add', { input, headers })).error).toBe('INVALID_INPUT');
});

test('a stream of another meaning is refused by a frame, which an EventSource hears', async () => {
  const url = await start();
  const answer = await fetch(`${url}/api/trpc/notes.changes?contract=${old.hash}`);
  expect(answer.status).toBe(200);
  const text = await answer.text();
  expect(text).toContain('event: serialized-error');
  expect(text).toContain('STALE_CLIENT');
});

test('the published client reads the refusal by name, alone in a batch with what is answered', async () => {
  const url = await start();
  const links = [httpBatchLink({ url: `${url}/api/trpc`, headers: from(old) })];
  const client = createTRPCClient<OldRouter>({ links });
  const [listed, added] = await Promise.allSettled([client.notes.list.query(), client.notes.add.mutate(input)]);
  expect(listed).toMatchObject({ status: 'fulfilled' });
  expect(platformError(added.status === 'rejected' ? added.reason : null)).toEqual({
    name: 'STALE_CLIENT',
    data: null,
  });
});

test('the contract is told as it is, unchanged ones for nothing, and the gate can read it', async () => {
  const host = await startHost();
  const answer = await fetch(`${host.url}/api/contract.json`);
  const lock = sealLock(describeContract({ contract: product, events }), sha256);
  expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
  expect(await answer.json()).toEqual(JSON.parse(JSON.stringify(lock)));
  // Asked as a browser asks again; without the word, `fetch` itself would insist on a whole answer.
  const headers = { 'if-none-match': answer.headers.get('etag') ?? '', 'cache-control': 'max-age=0' };
  const again = await fetch(`${host.url}/api/contract.json`, { headers });
  expect(again.status).toBe(304);
  expect((await fetch(`${host.url}/api/contract.json`, { method: 'POST' })).status).toBe(405);
});
