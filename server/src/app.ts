import { join } from 'node:path';
import { contract, events } from '@hybrid/contracts';
import type { SealedLock } from '@hybrid/contracts/gate';
import { restWording } from '@hybrid/contracts/rest';
import type { RequestListener } from 'node:http';
import express, { type Express, Router } from 'express';
import packageJson from '../package.json' with { type: 'json' };
import { currentLock } from './contract-lock.ts';
import type { Env } from './env.ts';
import { features } from './features/index.ts';
import { adminRoutes } from './platform/admin/admin.ts';
import { createSessions } from './platform/auth/session.ts';
import { contractRoute } from './platform/calls/contract-route.ts';
import type { Services } from './platform/context.ts';
import type { Feature } from './platform/feature.ts';
import type { AnyJob } from './platform/jobs/job.ts';
import { addressBehind } from './platform/http/address.ts';
import { assetRoutes } from './platform/http/assets.ts';
import { errorAnswers, nothingHere, unknownApiPath } from './platform/http/errors.ts';
import { originGuard } from './platform/http/origin-guard.ts';
import { requestIds } from './platform/http/request-id.ts';
import { securityHeaders } from './platform/http/security-headers.ts';
import { spaCatchAll } from './platform/http/spa.ts';
import { docsRoutes } from './platform/reference/docs-routes.ts';
import { documentRoutes } from './platform/rest/document-routes.ts';
import { type Operation, operationsOf } from './platform/rest/operation.ts';
import { restRoutes } from './platform/rest/rest.ts';
import { withGone } from './platform/rpc/gone.ts';
import type { CompiledRecord } from './platform/rpc/implement.ts';
import { fastPath } from './platform/rpc/fast-path.ts';
import { type MountOptions, mountRpc } from './platform/rpc/mount.ts';
import { createRouter } from './platform/rpc/router.ts';
import { subscriptionDoor } from './platform/streams/subscription-door.ts';
import { plainDoor } from './platform/streams/plain-door.ts';
import { answersFirst } from './platform/site/first-answers.ts';
import { statusRoutes, type StatusSources } from './platform/status.ts';
import { settingsOf } from './settings.ts';

/** What the routes need. */
export interface AppOptions {
  readonly env: Env;
  readonly services: Services;
  readonly status: StatusSources;
  /** Those that the console tells of. */
  readonly jobs: readonly AnyJob[];
  /** The repository's root, or the image's: templates lie below it. */
  readonly root: string;
  /** The contracts of the releases whose clients are still out. */
  readonly releases: readonly SealedLock[];
  /** The folder of the built SPA; null in development, where Vite stands in front. */
  readonly client: string | null;
}

/** Builds the product's routes, in the order in which they are tried. Listens on nothing. */
export function createApp({ env, services, status, jobs, root, client, releases }: AppOptions): RequestListener {
  const { PUBLIC_URL: publicUrl, TRUST_PROXY: proxies } = env;
  const staff = { takesTwoFactor: env.STAFF_TWO_FACTOR === 'on', idleMinutes: env.STAFF_IDLE_MINUTES };
  const sessionOf = createSessions(services.auth, publicUrl, addressBehind(proxies));
  const procedures = proceduresOf(features);
  const operations = operationsOf(procedures, restWording);
  const about = {
    status,
    hasMailServer: env.SMTP_URL !== undefined,
    current: currentLock,
    releases,
    settings: settingsOf(env),
    packages: packageJson.dependencies,
  };
  const callable = withGone(procedures, services.releases.gone);

  const router = createRouter(callable);
  const routes = baseApp(proxies)
    .use(requestIds(proxies > 0))
    .use(securityHeaders(publicUrl, { dataAt: '/api/trpc/' }))
    .use(originGuard(publicUrl))
    .use(
      '/api/trpc',
      subscriptionDoor(router, { procedures: callable, services, sessionOf, live: contract.live.events }),
    )
    .use('/api/trpc', mountRpc(router, { procedures: callable, services, sessionOf }))
    .use('/api', plainDoor({ services, sessionOf, input: contract.live.events.input }))
    .use('/api', contractRoute(currentLock))
    .use('/api', restRoutes({ operations, wording: restWording, services, sessionOf }))
    .use('/api', documentRoutes({ operations, wording: restWording, version: status.version }))
    .use('/api', docsRoutes({ ...docsOf(operations, services), version: status.version, sessionOf, root }))
    .use('/api', unknownApiPath)
    .use('/_status', statusRoutes(status))
    .use('/admin', adminRoutes({ services, sessionOf, features, jobs, publicUrl, root, staff, about }))
    .use(featureRoutes(features, services))
    .use(client === null ? Router() : spaRoutes(client, { services, sessionOf, procedures }))
    .use(nothingHere)
    .use(errorAnswers(services.log));

  return fastPath(router, { procedures: callable, services, sessionOf, publicUrl, proxies, otherwise: routes });
}

/** What the pages for developers are written from. */
function docsOf(operations: readonly Operation[], { publicUrl }: Services) {
  const { title, examples: values } = restWording;
  return { described: { contract, events }, operations, title, values, publicUrl };
}

/** What features answer beside their procedures and admin pages: feeds, pictures. */
function featureRoutes(list: Record<string, Feature>, services: Services): Router {
  const router = Router();
  for (const { routes } of Object.values(list)) if (routes) router.use(routes(services));
  return router;
}

function spaRoutes(client: string, { services, sessionOf, procedures }: MountOptions): Router {
  const list: Record<string, Feature> = features;
  const heads = Object.values(list).flatMap((feature) => feature.heads ?? []);
  const answerFirst = answersFirst(services, procedures);
  return Router()
    .use('/static', assetRoutes(join(client, 'static'), services.storage))
    .use(spaCatchAll(join(client, 'index.html'), { services, sessionOf, heads, answerFirst }));
}

/** Serves `/_status` alone, for a process that only runs jobs. */
export function createStatusApp({
  env,
  services,
  status,
}: Omit<AppOptions, 'jobs' | 'root' | 'client' | 'releases'>): Express {
  return baseApp(env.TRUST_PROXY)
    .use(requestIds(env.TRUST_PROXY > 0))
    .use(securityHeaders(env.PUBLIC_URL))
    .use('/_status', statusRoutes(status))
    .use(nothingHere)
    .use(errorAnswers(services.log));
}

function baseApp(proxies: number): Express {
  return express().disable('x-powered-by').disable('etag').set('trust proxy', proxies).set('query parser', 'simple');
}

function proceduresOf(list: Record<string, { router: { procedures: CompiledRecord } }>): CompiledRecord {
  return Object.fromEntries(Object.entries(list).map(([name, { router }]) => [name, router.procedures]));
}
