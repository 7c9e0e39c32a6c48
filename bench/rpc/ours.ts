import { createServer } from 'node:http';
import { contract, mutation, query } from '@hybrid/contracts/kernel';
import { createSessions } from '../../server/src/platform/auth/session.ts';
import { createUsageCounter } from '../../server/src/platform/calls/usage-counter.ts';
import type { Services } from '../../server/src/platform/context.ts';
import { failure } from '../../server/src/platform/failure.ts';
import { createLimits } from '../../server/src/platform/limits.ts';
import { createLog } from '../../server/src/platform/log.ts';
import { fastPath } from '../../server/src/platform/rpc/fast-path.ts';
import { implement } from '../../server/src/platform/rpc/implement.ts';
import { createRouter } from '../../server/src/platform/rpc/router.ts';
import * as work from './work.ts';

const host = '127.0.0.1';

/** The platform's own way, with everything that a call of the product passes: the caller, the use of the contract, the id. */
export function serveOurs(port: number): void {
  const notes = contract({
    small: query({ access: 'public', input: work.Small, output: work.Small }),
    article: query({ access: 'public', input: work.ArticleInput, output: work.ArticleOutput }),
    write: mutation({ access: 'public', input: work.WriteInput, output: work.WriteOutput }),
    missing: query({
      access: 'public',
      input: work.MissingInput,
      output: work.MissingOutput,
      errors: { NOT_THERE: { status: 404, data: work.MissingData } },
    }),
  });
  const { procedures } = implement(notes, {
    small: (_ctx, input) => work.small(input),
    article: (_ctx, input) => work.article(input),
    write: (_ctx, input) => work.write(input),
    missing: (_ctx, { id }) => {
      throw failure(notes.missing, 'NOT_THERE', { id });
    },
  });
  const publicUrl = new URL(`http://${host}:${port}`);
  const services = servicesFor(publicUrl);
  const answer = fastPath(createRouter(procedures), {
    procedures,
    services,
    sessionOf: createSessions({} as Services['auth'], publicUrl),
    publicUrl,
    proxies: 0,
    otherwise: (_req, res) => void res.writeHead(404).end(),
  });
  createServer(answer).listen(port, host);
}

/** What the platform needs to answer a call that asks for no database. */
export function servicesFor(publicUrl: URL): Services {
  const log = createLog('warn');
  const usage = createUsageCounter({ now: () => new Date(), log });
  // As often as the product empties it.
  setInterval(() => [usage.take(), usage.notes.take()], 10_000).unref();
  const limits = createLimits({ redis: null, prefix: 'bench', enabled: true });
  const releases = { demandCurrent: () => {}, gone: [] };
  return { log, usage, limits, releases, publicUrl, now: () => new Date() } as unknown as Services;
}
