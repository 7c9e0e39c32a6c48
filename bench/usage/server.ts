import { contract, mutation, query } from '@hybrid/contracts/kernel';
import express from 'express';
import { z } from 'zod';
import type { RequestSession } from '../../server/src/platform/auth/session.ts';
import { createUsageCounter, type UsageCounter } from '../../server/src/platform/calls/usage-counter.ts';
import type { Services } from '../../server/src/platform/context.ts';
import { createLog } from '../../server/src/platform/log.ts';
import { RequestNotes } from '../../server/src/platform/requests/request-notes.ts';
import { implement } from '../../server/src/platform/rpc/implement.ts';
import { mountRpc } from '../../server/src/platform/rpc/mount.ts';
import { createRouter } from '../../server/src/platform/rpc/router.ts';

// The smallest calls there are, at `/counted` and at `/plain`: what the counting costs shows most where nothing else does. In one
// process, as two that are alike differ by more than that.

const optional = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`field${index}`, z.string().optional()]));
const notes = contract({
  one: query({ access: 'anonymous', output: z.object({ n: z.number() }) }),
  write: mutation({ access: 'anonymous', input: z.object({ text: z.string(), ...optional }), output: z.null() }),
});
const { procedures } = implement(notes, { one: () => ({ n: 1 }), write: () => null });

const log = createLog('warn');
const uncounted: UsageCounter = {
  answered: () => {},
  failed: () => {},
  take: () => [],
  putBack: () => {},
  notes: new RequestNotes(),
};
const counted = createUsageCounter({ now: () => new Date(), log });
const session = { origin: { address: '127.0.0.1' } } as unknown as RequestSession;

// As often as the product empties it.
setInterval(() => [counted.take(), counted.notes.take()], 10_000).unref();

const own = { notes: procedures };

function mount(usage: UsageCounter) {
  // A call that nobody makes asks for nothing else: no database, no limit, no session.
  const services = { log, usage, now: () => new Date(), releases: { demandCurrent: () => {}, gone: [] } };
  const options = { procedures: own, services: services as unknown as Services, sessionOf: () => session };
  return mountRpc(createRouter(own), options);
}

express()
  .disable('x-powered-by')
  .disable('etag')
  .get('/cpu', (_req, res) => void res.json(process.cpuUsage()))
  .use('/counted', mount(counted))
  .use('/plain', mount(uncounted))
  .listen(Number(process.env['PORT']), '127.0.0.1');
