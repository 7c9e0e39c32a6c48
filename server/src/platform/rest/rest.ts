import type { RestWording } from '@hybrid/contracts/kernel';
import type { Request, RequestHandler, Response } from 'express';
import { bearerToken, type RequestSession, type SessionOf } from '../auth/session.ts';
import { restCaching } from '../calls/cache-headers.ts';
import { callContext } from '../calls/call-context.ts';
import { readClient } from '../calls/calling-client.ts';
import { deprecationHeaders } from '../calls/deprecation-headers.ts';
import { idempotencyKeyOf } from '../calls/idempotency-key.ts';
import type { Services } from '../context.ts';
import { platformFailure } from '../failure.ts';
import { answerText } from '../http/text-answer.ts';
import { currentRequestId } from '../request-scope.ts';
import { isOurFault } from '../rpc/error-shape.ts';
import { answerFailure } from './answer-failure.ts';
import type { Operation } from './operation.ts';
import { createBodyReader, type ReadBody } from './read-body.ts';
import { readInput as readInputOf } from './read-input.ts';
import { createRouteTable, type FoundRoutes, type PathParameters } from './route-table.ts';
import { toWire } from './wire-value.ts';

/** What the REST face needs. */
export interface RestOptions {
  readonly operations: readonly Operation[];
  readonly wording: RestWording;
  readonly services: Services;
  readonly sessionOf: SessionOf;
}

interface Route extends Operation {
  readonly readBody: ReadBody;
}

/**
 * Answers every procedure that the contract maps to a method and a path, through the pipeline of the typed calls.
 *
 * @remarks
 * Nothing is defined here a second time: paths, fields, statuses and errors are the contract's. A path that no procedure has
 * is left to whatever comes next.
 */
export function restRoutes(options: RestOptions): RequestHandler {
  const findRoutes = createRouteTable(
    options.operations.map((operation): Route => {
      const { bodyBytesMax } = operation.compiled.contract;
      return { ...operation, readBody: createBodyReader(bodyBytesMax) };
    }),
  );
  return (req, res, next) => {
    const found = findRoutes(req.path);
    if (!found) return next();
    res.set('Cache-Control', 'no-store');
    const route = found.byMethod.get(req.method === 'HEAD' ? 'GET' : req.method);
    if (!route) return answerOtherMethod(req, res, { found, options });
    return answer({ req, res, route, path: found.parametersOf(route) }, options);
  };
}

interface Answering {
  readonly req: Request;
  readonly res: Response;
  readonly route: Route;
  readonly path: PathParameters;
}

async function answer(
  { req, res, route, path }: Answering,
  { services, sessionOf, wording }: RestOptions,
): Promise<void> {
  const token = bearerToken(req);
  try {
    const session = tokenSession(sessionOf(req, res));
    const ctx = callContext(services, res, currentRequestId() ?? '');
    const client = readClient(req);
    const idempotencyKey = idempotencyKeyOf(req, { isBatch: false });
    res.set(deprecationHeaders([route.compiled.contract]));
    // The body is read for nobody who may not call.
    const readInput = async () => {
      const body = route.hasBody ? await route.readBody(req, res) : undefined;
      return readInputOf(route, { path, query: queryOf(req), body });
    };
    const output = await route.compiled.run({ name: route.name, ctx, session, client, idempotencyKey, readInput });
    res.set(restCaching([route.compiled.contract], { method: req.method, hasFailed: false }));
    if (route.status === 204) res.status(204).end();
    else {
      const text = JSON.stringify(toWire(route.shape, output, token ?? null));
      answerText(req, res, { status: route.status, type: 'application/json; charset=utf-8', text });
    }
  } catch (error) {
    if (isOurFault(error)) services.log.error({ err: error, procedure: route.name }, 'A procedure failed.');
    answerFailure(res, error, { shape: route.shape, wordings: wording.errors, hasToken: token !== undefined });
  }
}

/** Here every caller is given the token, and nobody a cookie. */
function tokenSession(session: RequestSession): RequestSession {
  return { ...session, begin: (token) => token };
}

function queryOf({ url }: Request): URLSearchParams {
  const at = url.indexOf('?');
  return new URLSearchParams(at === -1 ? '' : url.slice(at));
}

function answerOtherMethod(
  req: Request,
  res: Response,
  { found, options }: { found: FoundRoutes<Route>; options: RestOptions },
): void {
  const methods = [...found.byMethod.keys()].flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
  res.set('Allow', [...methods, 'OPTIONS'].join(', '));
  if (req.method === 'OPTIONS') return void res.status(204).end();
  const setting = { shape: null, wordings: options.wording.errors, hasToken: false };
  answerFailure(res, platformFailure('METHOD_NOT_ALLOWED'), setting);
}
