import type { RequestListener } from 'node:http';
import express from 'express';
import { onTestFinished } from 'vitest';
import { createSessions } from '../../src/platform/auth/session.ts';
import type { Services } from '../../src/platform/context.ts';
import { addressBehind } from '../../src/platform/http/address.ts';
import { errorAnswers, unknownApiPath } from '../../src/platform/http/errors.ts';
import { originGuard } from '../../src/platform/http/origin-guard.ts';
import { requestIds } from '../../src/platform/http/request-id.ts';
import { securityHeaders } from '../../src/platform/http/security-headers.ts';
import { listen } from '../../src/platform/http/server.ts';
import { fastPath } from '../../src/platform/rpc/fast-path.ts';
import { mountRpc } from '../../src/platform/rpc/mount.ts';
import { createRouter } from '../../src/platform/rpc/router.ts';
import { proceduresHeardBy } from './subjects.ts';

const proxies = 1;

/** A way to serve the procedures. */
export interface Way {
  readonly port: number;
  /** What was carried out, with what, and how often. */
  readonly ran: Map<string, number>;
  /** How many requests the fast path took. */
  readonly taken: () => number;
}

/** Serves the same procedures by the stock adapter alone, and with the fast path in front of it. */
export async function startBothWays(services: Services): Promise<{ stock: Way; fast: Way }> {
  return { stock: await startWay(services, false), fast: await startWay(services, true) };
}

async function startWay(services: Services, isFast: boolean): Promise<Way> {
  const ran = new Map<string, number>();
  const procedures = proceduresHeardBy((name, input) => {
    const what = `${name} ${JSON.stringify(input)}`;
    ran.set(what, (ran.get(what) ?? 0) + 1);
  });
  const { publicUrl } = services;
  const sessionOf = createSessions(services.auth, publicUrl, addressBehind(proxies));
  const router = createRouter(procedures);
  const options = { procedures, services, sessionOf };
  const routes = express()
    .disable('x-powered-by')
    .disable('etag')
    .set('trust proxy', proxies)
    .set('query parser', 'simple')
    .use(requestIds(true))
    .use(securityHeaders(publicUrl, { dataAt: '/api/trpc/' }))
    .use(originGuard(publicUrl))
    .use('/api/trpc', mountRpc(router, options))
    .use('/api', unknownApiPath)
    .use(errorAnswers(services.log));
  let asked = 0;
  let left = 0;
  const otherwise: RequestListener = (req, res) => {
    left += 1;
    routes(req, res);
  };
  const taking = fastPath(router, { ...options, publicUrl, proxies, otherwise });
  const app: RequestListener = (req, res) => {
    asked += 1;
    taking(req, res);
  };
  const http = await listen(isFast ? app : routes, { port: 0, host: '127.0.0.1' });
  onTestFinished(() => http.stop());
  return { port: http.port, ran, taken: () => asked - left };
}
