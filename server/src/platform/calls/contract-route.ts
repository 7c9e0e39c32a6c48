import { gzipSync } from 'node:zlib';
import { formatLock, type SealedLock } from '@hybrid/contracts/gate';
import { type RequestHandler, Router } from 'express';
import { platformFailure } from '../failure.ts';
import { sendPacked } from '../http/packed-file.ts';

/** Serves the contract as it is at `contract.json`: what the gate of another clone, or a client's own build, compares with. */
export function contractRoute(current: () => SealedLock): Router {
  let packed: { readonly plain: Buffer; readonly packed: Buffer } | undefined;
  const pack = () => {
    const plain = Buffer.from(formatLock(current()));
    return { plain, packed: gzipSync(plain) };
  };
  const otherMethod: RequestHandler = (_req, res) => {
    res.set('Allow', 'GET, HEAD');
    throw platformFailure('METHOD_NOT_ALLOWED');
  };
  const router = Router();
  router
    .route('/contract.json')
    .get((req, res) => {
      res.set({ 'Cache-Control': 'no-cache', ETag: `W/"${current().hash}"` }).type('application/json');
      sendPacked(req, res, (packed ??= pack()));
    })
    .all(otherMethod);
  return router;
}
