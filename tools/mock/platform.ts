// All that the mock takes from the server: its pipeline and its doors. What changes there is followed here.
import type { Described, SealedLock } from '@hybrid/contracts/gate';
import {
  type AnyProcedure,
  clientHeaders,
  type ContractRecord,
  platformErrors,
  type RestWording,
} from '@hybrid/contracts/kernel';
import type { Db } from '@hybrid/prisma';
import express, { type RequestHandler, Router } from 'express';
import { bearerToken, type RequestSession } from '../../server/src/platform/auth/session.ts';
import { createSigner } from '../../server/src/platform/auth/signer.ts';
import { contractRoute } from '../../server/src/platform/calls/contract-route.ts';
import { createUsageCounter } from '../../server/src/platform/calls/usage-counter.ts';
import type { AnonymousContext, Caller, PublicContext, Services } from '../../server/src/platform/context.ts';
import { Hub } from '../../server/src/platform/events/hub.ts';
import { createMemoryLog } from '../../server/src/platform/events/memory-log.ts';
import { Failure } from '../../server/src/platform/failure.ts';
import { errorAnswers, nothingHere, unknownApiPath } from '../../server/src/platform/http/errors.ts';
import { isOurPage, originGuard } from '../../server/src/platform/http/origin-guard.ts';
import { requestIds } from '../../server/src/platform/http/request-id.ts';
import { securityHeaders } from '../../server/src/platform/http/security-headers.ts';
import { type HttpServer, listen } from '../../server/src/platform/http/server.ts';
import { createLimits } from '../../server/src/platform/limits.ts';
import { createLog } from '../../server/src/platform/log.ts';
import { docsRoutes } from '../../server/src/platform/reference/docs-routes.ts';
import { documentRoutes } from '../../server/src/platform/rest/document-routes.ts';
import { type Operation, operationsOf } from '../../server/src/platform/rest/operation.ts';
import { restRoutes } from '../../server/src/platform/rest/rest.ts';
import { implement } from '../../server/src/platform/rpc/implement.ts';
import { mountRpc } from '../../server/src/platform/rpc/mount.ts';
import { createRouter } from '../../server/src/platform/rpc/router.ts';
import { Streams } from '../../server/src/platform/streams/streams.ts';
import { statusRoutes } from '../../server/src/platform/status.ts';

export type { Caller, HttpServer, RequestSession };
export { bearerToken, isOurPage };

/** What a handler of the mock is given: of the real context, as much as it looks at. */
export type HandlerContext = Pick<AnonymousContext, 'signal'> & Partial<Pick<PublicContext, 'user' | 'session'>>;

/** A handler for any procedure. */
export type AnyHandler = (ctx: HandlerContext, input: unknown) => unknown;

/** What is served, and where. */
export interface Serving {
  readonly contract: ContractRecord;
  readonly events: Described['events'];
  /** A handler for each procedure, nested as the contract is. */
  readonly handlers: object;
  readonly wording: RestWording;
  /** The contract, written down; null where it cannot be. */
  readonly lock: SealedLock | null;
  readonly sessionOf: Parameters<typeof mountRpc>[1]['sessionOf'];
  /** Hears every request to the API first. */
  readonly before: RequestHandler;
  /** Answers what is asked for beside the API. */
  readonly beside: RequestHandler;
  readonly publicUrl: URL;
  readonly version: string;
  /** The repository's root, below which the page of the documentation lies. */
  readonly root: string;
  readonly now: Date;
}

/** Serves a contract through the pipeline of the server: the same checks, the same wire, the same words for what is refused. */
export async function serve(serving: Serving, address: { port: number; host: string }): Promise<HttpServer> {
  const { contract, wording, lock, sessionOf, publicUrl, version } = serving;
  const services = servicesOf(serving);
  // Which handler belongs to which procedure is known by name alone, where a contract is read at run time.
  const { procedures } = implement(contract, serving.handlers as Parameters<typeof implement>[1]);
  const operations = operationsOf(procedures, wording);
  let server: HttpServer | undefined;
  const status = {
    services,
    version,
    client: null,
    isMigrated: async () => true,
    isWorkerRunning: null,
    isDraining: () => server?.isDraining() ?? false,
    guard: () => 'The mock counts nobody.',
  };
  const app = express()
    .disable('x-powered-by')
    .disable('etag')
    .set('query parser', 'simple')
    .use(requestIds(false))
    .use(securityHeaders(publicUrl))
    .use(originGuard(publicUrl))
    .use('/api', withoutKeys, serving.before)
    .use('/api/trpc', mountRpc(createRouter(procedures), { procedures, services, sessionOf }))
    .use('/api', lock ? contractRoutes(serving, { lock, operations }) : Router())
    .use('/api', restRoutes({ operations, wording, services, sessionOf }))
    .use('/api', documentRoutes({ operations, wording, version }))
    .use('/api', unknownApiPath)
    .use('/_status', statusRoutes(status))
    .use(serving.beside)
    .use(nothingHere)
    .use(errorAnswers(services.log));
  server = await listen(app, address);
  return server;
}

/** The contract as a file, and the reference that is written from it. */
function contractRoutes(serving: Serving, { lock, operations }: { lock: SealedLock; operations: Operation[] }): Router {
  const { contract, events, wording } = serving;
  const { title, examples: values } = wording;
  return Router()
    .use(contractRoute(() => lock))
    .use(docsRoutes({ ...serving, described: { contract, events }, operations, title, values }));
}

/** Nothing is carried out here that a repetition could do twice. On a batch, a key is refused as by the server. */
const withoutKeys: RequestHandler = (req, _res, next) => {
  if (req.query['batch'] === undefined) delete req.headers[clientHeaders.idempotencyKey];
  next();
};

/** Whatever name it has: a failure that the procedure declares, or one of the platform's; null where it is neither. */
export function failureOf({ errors }: AnyProcedure, name: string, data: unknown): Failure | null {
  if (Object.hasOwn(platformErrors, name)) {
    return new Failure(platformErrors[name as keyof typeof platformErrors], { name, data: data ?? null });
  }
  const declared = Object.hasOwn(errors, name) ? errors[name] : undefined;
  if (!declared) return null;
  return new Failure({ status: declared.status, message: declared.message ?? name }, { name, data: data ?? null });
}

/** Refuses what a request asks of the mock in a way that it does not know. */
export function refusal(header: string, message: string): Failure {
  return new Failure(platformErrors.INVALID_INPUT, {
    name: 'INVALID_INPUT',
    data: { fields: { [header]: [message] } },
  });
}

/** Refuses a token that stands for nobody. */
export function unauthorized(): Failure {
  return new Failure(platformErrors.UNAUTHORIZED, { name: 'UNAUTHORIZED', data: null });
}

function servicesOf({ publicUrl, now }: Serving): Services {
  const log = createLog('warn', { write: (line) => process.stderr.write(line) });
  return {
    // The pipeline asks nothing of these, and no handler of the mock does: there is nothing behind them but their names.
    db: withoutDatabase() as Db,
    auth: absent('sign-in') as Services['auth'],
    storage: absent('storage') as Services['storage'],
    redis: null,
    hub: new Hub(createMemoryLog(), log),
    mayHear: () => true,
    flags: absent('flags') as Services['flags'],
    streams: new Streams({ auth: { identifyMany: async () => new Map() }, log, caps: null }),
    limits: createLimits({ redis: null, prefix: 'mock', enabled: false }),
    // No client is too old for what has no releases.
    releases: { demandCurrent: () => {}, gone: [] },
    usage: createUsageCounter({ now: () => now, log }),
    signer: createSigner('nothing that is signed here is trusted anywhere else'),
    publicUrl,
    log,
    now: () => now,
  };
}

/** A service that the mock does without: whoever asks it for something is told so. */
function absent(name: string): object {
  return new Proxy(
    {},
    {
      get: (_, property) => {
        throw new Error(`The mock has no ${name}, of which ${String(property)} was asked.`);
      },
    },
  );
}

/** `/_status/ready` asks whether a database answers: there is none that could be away. */
function withoutDatabase(): object {
  return new Proxy(absent('database'), {
    get: (nothing, property) => (property === '$queryRaw' ? async () => [] : Reflect.get(nothing, property)),
  });
}
