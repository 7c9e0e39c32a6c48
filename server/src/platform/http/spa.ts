import { readFileSync } from 'node:fs';
import type { RequestHandler } from 'express';

/**
 * Answers every page of the SPA with its `index.html`; the router in the browser takes it from there.
 *
 * @param indexFile the built `index.html`, read once.
 */
export function spaCatchAll(indexFile: string): RequestHandler {
  const html = readFileSync(indexFile, 'utf8');
  return (req, res, next) => {
    const isPage = (req.method === 'GET' || req.method === 'HEAD') && req.accepts(['html', 'json']) === 'html';
    if (!isPage) return next();
    res.set('Cache-Control', 'no-cache').type('html').send(html);
  };
}
