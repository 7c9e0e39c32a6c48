import { Router } from 'express';
import expressStaticGzip from 'express-static-gzip';

/**
 * Serves what Vite built under `/static`: names carry a hash, so that a file never changes and is kept for a year.
 *
 * @param directory the folder of the built client.
 */
export function assetRoutes(directory: string): Router {
  const files = expressStaticGzip(directory, {
    enableBrotli: true,
    orderPreference: ['br', 'gzip'],
    index: false,
    serveStatic: { immutable: true, maxAge: '1y', dotfiles: 'ignore', redirect: false },
  });
  return Router()
    .use(files)
    .use((_req, res) => {
      res.status(404).type('text/plain').set('Cache-Control', 'no-store').send('There is no such file.\n');
    });
}
