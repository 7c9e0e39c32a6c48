import { readFileSync } from 'node:fs';
import { type ErrorRequestHandler, type Request, type RequestHandler, type Response, Router } from 'express';
import type { SessionOf } from '../auth/session.ts';
import type { Services } from '../context.ts';
import { type AnswerFirst, type FirstAnswer, renderAnswers } from '../site/first-answers.ts';
import type { HeadSource, PageHead } from '../site/page-head.ts';
import { renderHead } from '../site/render-head.ts';

/** What the pages of the SPA are made from, beside its `index.html`. */
export interface SpaOptions {
  readonly services: Services;
  readonly heads: readonly HeadSource[];
  readonly answerFirst: AnswerFirst;
  readonly sessionOf: SessionOf;
}

/** A page must not wait for its head: who reads it is better served by an empty one. */
const headTimeoutMs = 1000;

/**
 * Answers every page of the SPA with its `index.html`; the router in the browser takes it from there.
 *
 * @remarks
 * Where a feature says so, the head is that of the page, for crawlers and for previews of a link, and the status says
 * whether there is such a page. A visitor without a session is handed what the page asks first within the page itself: a
 * round trip less before anything is shown. While the database is away every page is `index.html` as it was built.
 *
 * @param indexFile the built `index.html`, read once; what stands between its `head` marks gives way to a page's own.
 */
export function spaCatchAll(indexFile: string, options: SpaOptions): Router {
  const { publicUrl } = options.services;
  const template = readTemplate(indexFile);
  const router = Router();
  for (const source of template.head === null ? [] : options.heads) {
    router.get(source.path, async (req, res, next) => {
      if (!isPage(req)) return next();
      const page = await readPage(source, { req, res, options });
      if (page === undefined) return next();
      sendPage(template, { req, res, publicUrl, ...page });
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

interface Visit {
  readonly req: Request;
  readonly res: Response;
  readonly options: SpaOptions;
}

interface ReadPage {
  /** Null where there is no such page. */
  readonly head: PageHead | null;
  readonly answers: readonly FirstAnswer[];
}

/** What a page is filled with; undefined where nobody can say. */
async function readPage(source: HeadSource, visit: Visit): Promise<ReadPage | undefined> {
  const { req, options } = visit;
  const { services } = options;
  const { promise: tooLate, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`No answer within ${headTimeoutMs} ms.`)), headTimeoutMs);
  try {
    const read = Promise.all([source.read(services, paramsOf(req)), readAnswers(source, visit)]);
    const [head, answers] = await Promise.race([read, tooLate]);
    return { head, answers };
  } catch (error) {
    services.log.warn({ err: error, path: req.path }, 'A page went out without its head.');
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}

/** Nothing for somebody who may be signed in: what they are shown, and to whom it is shown, only they can say. */
async function readAnswers(source: HeadSource, { req, res, options }: Visit): Promise<FirstAnswer[]> {
  const session = options.sessionOf(req, res);
  // An address with a query asks for another part of the page.
  if (session.token !== undefined || queryOf(req) !== '') return [];
  return options.answerFirst(source.firstReads?.(paramsOf(req)) ?? [], session);
}

interface Page extends ReadPage {
  readonly req: Request;
  readonly res: Response;
  readonly publicUrl: URL;
}

function sendPage(template: Template, { req, res, head, answers, publicUrl }: Page): void {
  if (template.head === null || head === null) return sendHtml(res.status(404), template.html);
  if (!isAt(req.path, head.path)) {
    // Never kept for good: a later page may take an address that another one had.
    return res.set('Cache-Control', 'no-cache').redirect(301, head.path + queryOf(req));
  }
  const { before, after, siteName } = template.head;
  const html = `${before}\n    ${renderHead(head, { name: siteName, publicUrl })}\n    ${after}`;
  if (answers.length === 0) return sendHtml(res, html);
  // Kept by nobody: a browser that goes back to it may be signed in by then. No text of a head holds a `<`.
  res.set('Cache-Control', 'private, no-store').type('html');
  res.send(html.replace('</body>', () => `${renderAnswers(answers)}\n  </body>`));
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
