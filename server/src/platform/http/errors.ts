import type { ErrorRequestHandler, RequestHandler } from 'express';
import { Failure, platformFailure } from '../failure.ts';
import type { Logger } from '../log.ts';
import { answerFailure } from '../rest/answer-failure.ts';
import { isOurFault } from '../rpc/error-shape.ts';

/** Answers what no route of `/api` took. */
export const unknownApiPath: RequestHandler = () => {
  throw platformFailure('NOT_FOUND');
};

/** Answers what nothing took: a file that is not there, or a page asked for by what reads no HTML. */
export const nothingHere: RequestHandler = (_req, res) => {
  res.status(404).type('text/plain').send('There is nothing at this address.\n');
};

/** Answers whatever was thrown outside of the procedures, as JSON in the shape of the REST face. */
export function errorAnswers(log: Logger): ErrorRequestHandler {
  // Express knows an error handler by its four parameters.
  // oxlint-disable-next-line max-params
  return (error: unknown, req, res, next) => {
    const known = refusalOf(error) ?? error;
    if (isOurFault(known)) log.error({ err: error, method: req.method, path: req.path }, 'A request failed.');
    if (res.headersSent) return next(error);
    res.set('Cache-Control', 'no-store');
    answerFailure(res, known, { shape: null, wordings: {}, hasToken: false });
  };
}

/** Express and its parsers say with a status what a request did wrong. */
export function refusalOf(error: unknown): unknown {
  if (error instanceof Failure || !(error instanceof Error) || !('status' in error)) return null;
  if (error.status === 413) return platformFailure('PAYLOAD_TOO_LARGE');
  if (typeof error.status === 'number' && error.status >= 400 && error.status < 500) {
    return platformFailure('INVALID_INPUT', { fields: { '': ['cannot be read'] } });
  }
  return null;
}
