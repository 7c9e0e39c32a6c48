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
    const isRead = req.method === 'GET' || req.method === 'HEAD';
    const isPage = isRead && !isFile(req.path) && req.accepts(['html', 'json']) === 'html';
    if (!isPage) return next();
    res.set('Cache-Control', 'no-cache').type('html').send(html);
  };
}

/** What browsers and crawlers ask for by itself, such as /favicon.ico: no page lies at the root with an ending. */
function isFile(path: string): boolean {
  return /^\/[^/]+\.[a-z0-9]{2,5}$/i.test(path);
}
