import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import type { StoredFile } from './storage.ts';

/** Answers with a file of the storage, as the headers set before say. */
export async function sendStored(req: Request, res: Response, { body, sizeBytes }: StoredFile): Promise<void> {
  if (req.fresh || req.method === 'HEAD') {
    body.destroy();
    if (req.fresh) res.status(304);
    else res.set('Content-Length', String(sizeBytes));
    res.end();
    return;
  }
  res.set('Content-Length', String(sizeBytes));
  // Most often the reader has gone. Where the storage broke off, the answer has begun: cut off, it is known to be half a file.
  await pipeline(body, res).catch(() => res.destroy());
}
