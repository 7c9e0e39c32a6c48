import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Eta } from 'eta';
import { type RequestHandler, Router } from 'express';
import { platformFailure } from '../failure.ts';
import { packFile, sendPacked, servePacked } from '../http/packed-file.ts';
import { buildDocument, type DocumentOptions } from './document.ts';

/**
 * Serves the OpenAPI document at `openapi.json`, and a page that shows it at `docs`.
 *
 * @param root the repository's root, or the image's: the page's template lies below it.
 */
export function documentRoutes(options: DocumentOptions, root: string): Router {
  const document = once(() => packDocument(options));
  const page = once(() => loadPage(root, options.wording.title));
  const otherMethod: RequestHandler = (_req, res) => {
    res.set('Allow', 'GET, HEAD');
    throw platformFailure('METHOD_NOT_ALLOWED');
  };
  const router = Router();
  router
    .route('/openapi.json')
    .get((req, res) => {
      const { tag, ...packed } = document();
      res.set({ 'Cache-Control': 'no-cache', ETag: tag }).type('application/json');
      sendPacked(req, res, packed);
    })
    .all(otherMethod);
  router
    .route('/docs')
    .get((_req, res) => void res.set('Cache-Control', 'no-cache').type('html').send(page().html))
    .all(otherMethod);
  return router.get('/docs/:name', (req, res, next) => page().files(req, res, next));
}

/** What is dear is done when it is first asked for. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

function packDocument(options: DocumentOptions) {
  const plain = Buffer.from(JSON.stringify(buildDocument(options)));
  // Weak: packed or not, it is the same document.
  const tag = `W/"${createHash('sha256').update(plain).digest('base64url')}"`;
  return { plain, packed: gzipSync(plain), tag };
}

function loadPage(root: string, title: string) {
  const own = join(root, 'admin-views/api-docs');
  const swagger = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  const files = {
    swagger: packFile(join(swagger, 'swagger-ui-bundle.js'), 'swagger-ui'),
    swaggerStyle: packFile(join(swagger, 'swagger-ui.css'), 'swagger-ui'),
    script: packFile(join(own, 'docs.js'), 'docs'),
    style: packFile(join(own, 'docs.css'), 'docs'),
    icon: packFile(join(own, 'icon.svg'), 'icon'),
  };
  const urls = Object.fromEntries(Object.entries(files).map(([key, { name }]) => [key, `/api/docs/${name}`]));
  const html = new Eta({ views: own, autoEscape: true }).render('/page', { title, urls });
  return { html, files: servePacked(Object.values(files)) };
}
