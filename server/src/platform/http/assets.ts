import { Router } from 'express';
import expressStaticGzip from 'express-static-gzip';
import { serveKept } from '../releases/serve-kept.ts';
import type { Storage } from '../storage/storage.ts';

/**
 * Serves what Vite built under `/static`: names carry a hash, so that a file never changes and is kept for a year.
 *
 * @remarks
 * What this release does not have may be of an earlier one, whose pages are still open somewhere.
 *
 * @param directory the folder of the built client.
 */
export function assetRoutes(directory: string, storage: Storage): Router {
  const files = expressStaticGzip(directory, {
    enableBrotli: true,
    orderPreference: ['br', 'gzip'],
    index: false,
    serveStatic: { immutable: true, maxAge: '1y', dotfiles: 'ignore', redirect: false },
  });
  return Router()
    .use(files)
    .use(serveKept(storage))
    .use((_req, res) => {
      res.status(404).type('text/plain').set('Cache-Control', 'no-store').send('There is no such file.\n');
    });
}
