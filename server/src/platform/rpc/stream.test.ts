import { EventEmitter, on } from 'node:events';
import { setInterval } from 'node:timers/promises';
import { contract } from '@hybrid/contracts';
import { contract as contractOf, subscription } from '@hybrid/contracts/kernel';
import { tracked } from '@trpc/server';
import express from 'express';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { createApi, type Host, type Person, startHost } from '../../../test/host.ts';
import { refusal } from '../../../test/refusal.ts';
import type { Role } from '../access.ts';
import type { Caller } from '../auth/auth-port.ts';
import { createSessions } from '../auth/session.ts';
import type { AnonymousContext } from '../context.ts';
import { platformFailure } from '../failure.ts';
import { listen } from '../http/server.ts';
import { unknownClient } from '../calls/calling-client.ts';
import { compile } from './compile.ts';
import { mountRpc } from './mount.ts';
import { createRouter } from './router.ts';

const { stream } = contract.notifications;

/** Says the same thing every few milliseconds until the caller has gone. */
async function* say(ctx: AnonymousContext) {
  for await (const _ of setInterval(5, null, { signal: ctx.signal })) yield tracked('1', { type: 'reset' });
}

/** Serves a host's people a stream that asks every few milliseconds whether they may still listen. */
async function serveStream({ services }: Host): Promise<string> {
  const procedures = { notifications: { stream: compile(stream, say, { lookMs: 10 }) } };
  const sessionOf = createSessions(services.auth, new URL('http://127.0.0.1'));
  const rpc = mountRpc(createRouter(procedures), { procedures, services, sessionOf });
  const http = await listen(express().use('/api/trpc', rpc), { port: 0, host: '127.0.0.1' });
  onTestFinished(() => http.stop());
  return `http://127.0.0.1:${http.port}`;
}

/** Opens the stream and hears it once. */
async function open(url: string, { token }: Person) {
  const heard = new EventEmitter();
  const told = on(heard, 'told');
  const ended = new Promise<never>((_, reject) => heard.once('end', reject));
  // Whoever listens on is not asked why it ended.
  ended.catch(() => undefined);
  const { unsubscribe } = createApi(url, token).notifications.stream.subscribe(undefined, {
    onData: () => heard.emit('told'),
    onError: (error) => heard.emit('end', error),
    onComplete: () => heard.emit('end', new Error('It ended without a reason.')),
  });
  onTestFinished(unsubscribe);
  const next = () => Promise.race([told.next(), ended]);
  await next();
  return { next, ended };
}

test.each<[string, (host: Host, ada: Person) => Promise<unknown>]>([
  ['suspended', ({ db }, { id }) => db.user.update({ where: { id }, data: { suspendedAt: new Date() } })],
  ['signed out', (_, { api }) => api.accounts.signOut.mutate()],
  [
    'out of time',
    ({ db }, { id }) => db.session.updateMany({ where: { userId: id }, data: { expiresAt: new Date(0) } }),
  ],
])('whoever is %s hears why their open stream ends, and others go on hearing', async (_, leave) => {
  const host = await startHost();
  const [ada, grace] = [await host.signUp('Ada'), await host.signUp('Grace')];
  const url = await serveStream(host);
  const [ofAda, ofGrace] = [await open(url, ada), await open(url, grace)];
  await leave(host, ada);
  expect(await refusal(stream, ofAda.ended)).toEqual({ name: 'UNAUTHORIZED', data: null });
  for (let count = 0; count < 10; count += 1) await ofGrace.next();
});

test('while nobody can be asked about, streams go on', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  const ofAda = await open(await serveStream(host), ada);
  await host.db.$executeRaw`ALTER TABLE session RENAME TO renamed_by_the_test`;
  await expect(host.services.auth.identify(ada.token, { anew: true })).rejects.toThrow(/session/i);
  for (let count = 0; count < 20; count += 1) await ofAda.next();
  await host.db.$executeRaw`ALTER TABLE renamed_by_the_test RENAME TO session`;
  await ada.api.accounts.signOut.mutate();
  expect(await refusal(stream, ofAda.ended)).toMatchObject({ name: 'UNAUTHORIZED' });
});

const { forStaff, forAll, forNobody } = contractOf({
  forStaff: subscription({ access: 'operator', output: z.unknown() }),
  forAll: subscription({ access: 'public', output: z.unknown() }),
  forNobody: subscription({ access: 'anonymous', output: z.unknown() }),
});

const person = (role: Role): Caller => ({
  id: '1',
  username: 'A',
  email: 'a@a.aa',
  bio: null,
  image: null,
  role,
  emailVerified: false,
  language: null,
  timeZone: 'UTC',
  hasTwoFactor: false,
  deletionDueAt: null,
});
const unauthorized = expect.objectContaining({ error: { name: 'UNAUTHORIZED', data: null } });

/** What comes of a stream of 20 items whose caller is first one thing, and another when asked anew. */
async function outcome(
  procedure: typeof forStaff | typeof forAll | typeof forNobody,
  [first, later]: readonly (() => Caller | null)[],
) {
  const host = await startHost();
  const session = {
    origin: { address: '127.0.0.1', userAgent: undefined },
    identify: async ({ anew } = { anew: false }) => (anew ? later : first)?.() ?? null,
    begin: (token: string) => token,
    end: async () => {},
  };
  const ctx = { ...host.services, requestId: 'r', signal: new AbortController().signal };
  let heard = 0;
  try {
    const call = { name: 'items.stream', ctx, session, client: unknownClient, input: undefined };
    for await (const _ of compile(procedure, say, { lookMs: 5 }).stream(call)) {
      heard += 1;
      if (heard === 20) return heard;
    }
    return 'ended';
  } catch (error) {
    return error;
  }
}

const nobody = () => null;
const stale = () => {
  throw platformFailure('UNAUTHORIZED');
};

test.each([
  ['whoever keeps the role goes on', forStaff, [() => person('operator'), () => person('admin')], 20],
  ['whoever loses the role is refused', forStaff, [() => person('operator'), () => person('viewer')], unauthorized],
  ['a token that went stale is a no', forStaff, [() => person('operator'), stale], unauthorized],
  ['a stranger goes on with what is for all', forAll, [nobody, nobody], 20],
  ['somebody goes on with what is for all', forAll, [() => person('user'), () => person('user')], 20],
  ['somebody who left does not go on as a stranger', forAll, [() => person('user'), nobody], unauthorized],
  ['who it is is not asked where it does not matter', forNobody, [stale, stale], 20],
] as const)('%s', async (_, procedure, answers, expected) => {
  expect(await outcome(procedure, answers)).toEqual(expected);
});
