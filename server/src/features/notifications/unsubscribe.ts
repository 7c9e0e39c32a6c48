import { Language, NewsKind } from '@hybrid/contracts';
import { type Request, type Response, Router } from 'express';
import type { Services } from '../../platform/context.ts';
import { readUnsubscription } from '../../platform/mail/unsubscribe-link.ts';
import { choose } from './choices.ts';
import { type UnsubscribePage, unsubscribePage, unsubscribePolicy } from './unsubscribe-page.ts';

/**
 * Serves the link of every mail that somebody may be tired of.
 *
 * @remarks
 * Opening it changes nothing: programs that look for harmful links open all of them. A mail program's own button posts to
 * it (RFC 8058), without a cookie and without a page of ours; the signed token says who it is for, and can do nothing else.
 */
export function unsubscribeRoutes(services: Services): Router {
  return Router()
    .get('/unsubscribe', async (req, res) => {
      const link = await readLink(services, req);
      answer(res, link ? 'ask' : 'unknown', link ?? stranger(req));
    })
    .post('/unsubscribe', async (req, res) => {
      const link = await readLink(services, req);
      if (link?.exists) {
        const { userId, kind } = link;
        await choose(services.db, { userId, kind, channel: 'mail', wanted: false });
      }
      answer(res, link ? 'done' : 'unknown', link ?? stranger(req));
    });
}

interface Link {
  readonly userId: string;
  readonly kind: NewsKind;
  /** Whether the account is still there; for one that is gone there is nothing to stop. */
  readonly exists: boolean;
  readonly language: Language;
}

async function readLink({ db, signer }: Services, req: Request): Promise<Link | null> {
  const { token } = req.query;
  const read = typeof token === 'string' ? readUnsubscription(signer, token) : null;
  const kind = NewsKind.safeParse(read?.kind);
  if (!read || !kind.success) return null;
  const user = await db.user.findUnique({ where: { id: read.userId }, select: { language: true } });
  const language = Language.safeParse(user?.language).data ?? languageOf(req);
  return { userId: read.userId, kind: kind.data, exists: user !== null, language };
}

function stranger(req: Request): { kind: null; language: Language } {
  return { kind: null, language: languageOf(req) };
}

function languageOf(req: Request): Language {
  return Language.catch('en').parse(req.acceptsLanguages(...Language.options));
}

function answer(
  res: Response,
  page: UnsubscribePage,
  { language, kind }: { language: Language; kind: NewsKind | null },
): void {
  res
    .status(page === 'unknown' ? 404 : 200)
    .set({
      'Content-Security-Policy': unsubscribePolicy,
      'Cache-Control': 'no-store',
      // The address holds the token, and is told to nobody else. Told to nobody at all, the browser of who presses the
      // button would send `Origin: null`, by which no page of ours is known.
      'Referrer-Policy': 'same-origin',
      Vary: 'Accept-Language',
    })
    .type('html')
    .send(unsubscribePage(page, language, kind));
}
