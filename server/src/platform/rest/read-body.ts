import express, { type Request, type RequestHandler, type Response } from 'express';
import { Failure, platformFailure } from '../failure.ts';
import { invalid } from './refusals.ts';

/** What is read of a body where the contract states no cap. */
const defaultBytesMax = 1_048_576;

/** Reads a body as JSON: an object, or undefined where there is none. */
export type ReadBody = (req: Request, res: Response) => Promise<object | undefined>;

/** Makes the reader of the bodies of one operation. */
export function createBodyReader(bytesMax = defaultBytesMax): ReadBody {
  const parse = express.json({ limit: bytesMax, strict: false, type: () => true });
  return async (req, res) => {
    if (!hasBody(req)) return undefined;
    if (!req.is(['json', '+json'])) throw notJson();
    await run(parse, req, res);
    // The parser leaves what it read here, whatever it is.
    const body: unknown = req.body;
    if (typeof body !== 'object' || body === null || Array.isArray(body))
      throw invalid({ '': ['must be a JSON object'] });
    return body;
  };
}

/** A client that sends nothing says so by a length of 0, or not at all. */
function hasBody({ headers }: Request): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

function notJson(): Failure {
  const message = 'What was sent cannot be read.';
  const fields = { '': ['must be JSON, sent with the header Content-Type: application/json'] };
  return new Failure({ status: 415, message }, { name: 'INVALID_INPUT', data: { fields } });
}

async function run(parse: RequestHandler, req: Request, res: Response): Promise<void> {
  const error = await new Promise<unknown>((resolve) => void parse(req, res, resolve));
  if (error !== undefined) throw refusalOf(error);
}

/** The parser says with a status what is wrong with a body. */
function refusalOf(error: unknown): unknown {
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  if (status === 413) return platformFailure('PAYLOAD_TOO_LARGE');
  if (status === 415) return notJson();
  if (typeof status === 'number' && status < 500) return invalid({ '': ['holds no JSON that can be read'] });
  return error;
}
