import { join } from 'node:path';
import { Eta } from 'eta';
import { type Response, Router } from 'express';
import type { RequestSession, SessionOf } from '../auth/session.ts';
import { servePacked } from '../http/packed-file.ts';
import { answerGet, once, packText, sendText } from '../http/packed-text.ts';
import { loadDocsFiles } from './docs-files.ts';
import { describeReference, type ReferenceSource } from './reference.ts';

/** What the pages need. */
export interface DocsOptions extends ReferenceSource {
  readonly sessionOf: SessionOf;
  /** The repository's root, or the image's: templates and scripts lie below it. */
  readonly root: string;
}

/**
 * Serves the reference of the contract at `docs`, and at `docs/rest` the page that shows the OpenAPI document.
 *
 * @remarks
 * Both are the same for everybody and are made when they are first asked for. Who is asking, `docs/caller` answers.
 */
export function docsRoutes(options: DocsOptions): Router {
  const views = join(options.root, 'admin-views/api-docs');
  // A page draws one template some thousand times.
  const eta = new Eta({ views, autoEscape: true, cache: true });
  const files = once(() => loadDocsFiles(views));
  const described = once(() => describeReference(options));
  const page = (template: string) =>
    once(() => {
      const { urls, modules } = files();
      return packText(eta.render(template, { ...described(), urls, modules, template }));
    });
  const [reference, rest] = [page('/reference'), page('/rest')];
  const serve = once(() => servePacked(files().files));

  const router = Router();
  answerGet(router, '/docs', (req, res) => sendText(req, res.type('html'), reference()));
  answerGet(router, '/docs/rest', (req, res) => sendText(req, res.type('html'), rest()));
  answerGet(router, '/docs/caller', (req, res) => sendCaller(res, options.sessionOf(req, res)));
  return router.get(['/docs/:name', '/docs/:folder/:name'], (req, res, next) => serve()(req, res, next));
}

/** Tells a page whom its calls are made for: no more than the session says. */
async function sendCaller(res: Response, session: RequestSession): Promise<void> {
  const caller = await session.identify();
  res.set('Cache-Control', 'no-store').json({ caller: caller && { username: caller.username, role: caller.role } });
}
