import { uploadAddress } from '@hybrid/contracts';
import { type Request, Router } from 'express';
import type { Services } from '../../platform/context.ts';
import { sendStored } from '../../platform/storage/send-stored.ts';
import { storageKeyOf } from './upload-key.ts';

/**
 * Serves uploaded pictures.
 *
 * @remarks
 * What a key names never changes, so that every answer is kept for a year. The policy forbids everything, for the day that a
 * file which is more than a picture got in.
 */
export function serveUploads({ storage }: Pick<Services, 'storage'>): Router {
  return Router()
    .use('/uploads', async (req, res, next) => {
      const key = keyOf(req);
      const file = key === undefined ? null : await storage.get(storageKeyOf(key));
      if (key === undefined || !file) return next();
      res.set({
        'Content-Type': file.type,
        'Content-Disposition': 'inline',
        'Content-Security-Policy': "default-src 'none'; sandbox",
        // Readers of feeds and previews of links show it on other sites.
        'Cross-Origin-Resource-Policy': 'cross-origin',
        'Cache-Control': 'public, max-age=31536000, immutable',
        ETag: `"${key}"`,
      });
      await sendStored(req, res, file);
    })
    .use('/uploads', (_req, res) => {
      res.status(404).type('text/plain').set('Cache-Control', 'no-store').send('There is no such file.\n');
    });
}

/** Out of the path as it was sent: what is escaped in it is no address of ours. */
function keyOf({ method, baseUrl, path }: Request): string | undefined {
  return method === 'GET' || method === 'HEAD' ? uploadAddress.exec(`${baseUrl}${path}`)?.[1] : undefined;
}
