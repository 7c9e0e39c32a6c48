import { readFileSync } from 'node:fs';
import { type ErrorRequestHandler, type Request, type RequestHandler, type Response, Router } from 'express';
import type { Services } from '../context.ts';
import type { HeadSource, PageHead } from '../site/page-head.ts';
import { renderHead } from '../site/render-head.ts';

/** What the pages of the SPA are made from, beside its `index.html`. */
export interface SpaOptions {
  readonly services: Services;
  readonly heads: readonly HeadSource[];
}

/** A page must not wait for its head: who reads it is better served by an empty one. */
const headTimeoutMs = 1000;

/**
 * Answers every page of the SPA with its `index.html`; the router in the browser takes it from there.
 *
 * @remarks
 * Where a feature says so, the head is that of the page, for crawlers and for previews of a link, and the status says
 * whether there is such a page. While the database is away every page is `index.html` as it was built.
 *
 * @param indexFile the built `index.html`, read once; what stands between its `head` marks gives way to a page's own.
 */
export function spaCatchAll(indexFile: string, { services, heads }: SpaOptions): Router {
  const template = readTemplate(indexFile);
  const router = Router();
  for (const source of template.head === null ? [] : heads) {
    router.get(source.path, async (req, res, next) => {
      if (!isPage(req)) return next();
      const head = await readHead(source, req, services);
      if (head === undefined) return next();
      sendPage(template, { req, res, head, publicUrl: services.publicUrl });
    });
  }
  const plain: RequestHandler = (req, res, next) => (isPage(req) ? sendHtml(res, template.html) : next());
  // An address that cannot be decoded is none of the pages above; the browser says what it makes of it.
  // Express knows an error handler by its four parameters.
  // oxlint-disable-next-line max-params
  const undecodable: ErrorRequestHandler = (error, req, res, next) =>
    error instanceof URIError ? plain(req, res, next) : next(error);
  return router.use(plain).use(undecodable);
}

interface Template {
  readonly html: string;
  /** What stands before and behind the head of a page; null where the file has no marks. */
  readonly head: { readonly before: string; readonly after: string; readonly siteName: string } | null;
}

function readTemplate(indexFile: string): Template {
  const html = readFileSync(indexFile, 'utf8');
  const [, before, replaced, after] = /^(.*<!-- head -->)(.*)(<!-- \/head -->.*)$/s.exec(html) ?? [];
  if (before === undefined || replaced === undefined || after === undefined) return { html, head: null };
  const siteName = /<title[^>]*>(.*?)<\/title>/s.exec(replaced)?.[1] ?? '';
  return { html, head: { before, after, siteName } };
}

/** The head of a page; null where there is no such page, undefined where nobody can say. */
async function readHead(source: HeadSource, req: Request, services: Services): Promise<PageHead | null | undefined> {
  const { promise: tooLate, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`No answer within ${headTimeoutMs} ms.`)), headTimeoutMs);
  try {
    return await Promise.race([source.read(services, paramsOf(req)), tooLate]);
  } catch (error) {
    services.log.warn({ err: error, path: req.path }, 'A page went out without its head.');
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}

interface Page {
  readonly req: Request;
  readonly res: Response;
  readonly head: PageHead | null;
  readonly publicUrl: URL;
}

function sendPage(template: Template, { req, res, head, publicUrl }: Page): void {
  if (template.head === null || head === null) return sendHtml(res.status(404), template.html);
  if (!isAt(req.path, head.path)) {
    // Never kept for good: a later article may take a slug that another one had.
    return res.set('Cache-Control', 'no-cache').redirect(301, head.path + queryOf(req));
  }
  const { before, after, siteName } = template.head;
  sendHtml(res, `${before}\n    ${renderHead(head, { name: siteName, publicUrl })}\n    ${after}`);
}

function sendHtml(res: Response, html: string): void {
  res.set('Cache-Control', 'no-cache').type('html').send(html);
}

/** Whether a request came to an address, however its letters were written. */
function isAt(path: string, address: string): boolean {
  return decodeURIComponent(path).replace(/(?<=.)\/$/, '') === decodeURIComponent(address);
}

function queryOf(req: Request): string {
  const from = req.originalUrl.indexOf('?');
  return from === -1 ? '' : req.originalUrl.slice(from);
}

function paramsOf(req: Request): Record<string, string> {
  return Object.fromEntries(Object.entries(req.params).map(([name, value]) => [name, String(value)]));
}

function isPage(req: Request): boolean {
  const isRead = req.method === 'GET' || req.method === 'HEAD';
  return isRead && !isFile(req.path) && req.accepts(['html', 'json']) === 'html';
}

/** What browsers and crawlers ask for by itself, such as /favicon.ico: no page lies at the root with an ending. */
function isFile(path: string): boolean {
  return /^\/[^/]+\.[a-z0-9]{2,5}$/i.test(path);
}
