import type { RestWording } from '@hybrid/contracts/kernel';
import express from 'express';
import { onTestFinished } from 'vitest';
import { createSessions } from '../src/platform/auth/session.ts';
import { errorAnswers, unknownApiPath } from '../src/platform/http/errors.ts';
import { requestIds } from '../src/platform/http/request-id.ts';
import { listen } from '../src/platform/http/server.ts';
import { operationsOf } from '../src/platform/rest/operation.ts';
import { restRoutes } from '../src/platform/rest/rest.ts';
import { withGone } from '../src/platform/rpc/gone.ts';
import type { CompiledRecord } from '../src/platform/rpc/implement.ts';
import { fastPath } from '../src/platform/rpc/fast-path.ts';
import { mountRpc } from '../src/platform/rpc/mount.ts';
import { createRouter } from '../src/platform/rpc/router.ts';
import type { Services } from '../src/platform/context.ts';

const plain: RestWording = { title: 'Test', description: '', shapes: new Map(), errors: {}, examples: {} };

/** Serves procedures of a test's own as the product serves its contract; returns the address. */
export async function serveProcedures(services: Services, own: CompiledRecord): Promise<string> {
  const sessionOf = createSessions(services.auth, services.publicUrl);
  const procedures = withGone(own, services.releases.gone);
  const router = createRouter(procedures);
  const routes = express()
    .set('query parser', 'simple')
    .use(requestIds(false))
    .use('/api/trpc', mountRpc(router, { procedures, services, sessionOf }))
    .use('/api', restRoutes({ operations: operationsOf(own, plain), wording: plain, services, sessionOf }))
    .use('/api', unknownApiPath)
    .use(errorAnswers(services.log));
  const app = fastPath(router, {
    procedures,
    services,
    sessionOf,
    publicUrl: services.publicUrl,
    proxies: 0,
    otherwise: routes,
  });
  const http = await listen(app, { port: 0, host: '127.0.0.1', drain: () => services.streams.drain() });
  onTestFinished(() => http.stop());
  return `http://127.0.0.1:${http.port}`;
}
