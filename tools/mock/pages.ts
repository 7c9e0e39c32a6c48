import { resolve } from 'node:path';
import express, { type RequestHandler, Router } from 'express';

/** Serves a built SPA: its files, and its index.html for whatever else is asked for as a page. */
export function pageRoutes(folder: string): Router {
  const root = resolve(folder);
  const page: RequestHandler = (req, res, next) => {
    const isPage = req.method === 'GET' && !/\.\w+$/.test(req.path) && req.accepts(['html', 'json']) === 'html';
    if (!isPage) return next();
    res.set('Cache-Control', 'no-cache').sendFile('index.html', { root });
  };
  return Router()
    .use(express.static(root, { index: false }))
    .use(page);
}
