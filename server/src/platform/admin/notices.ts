import { parseCookie, stringifySetCookie } from 'cookie';
import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Signer } from '../auth/signer.ts';
import type { Notice } from './section.ts';

/** Carries what was just done to the page that comes next. */
export interface Notices {
  /** Keeps a notice for the page that an answer sends its visitor to. */
  keep(res: Response, given: { readonly notice: string | Notice; readonly to: string; readonly userId: string }): void;
  /** The notice that was kept for this page and this person, once. */
  take(req: Request, res: Response, userId: string): Notice | null;
}

const cookieName = 'notice';
const purpose = 'admin:notice';
/** A page that is not reached so soon says nothing that may no longer be so. */
const lifeSeconds = 60;

const Kept = z.object({
  to: z.string(),
  userId: z.string(),
  text: z.string(),
  undo: z.object({ path: z.string(), label: z.string().optional() }).optional(),
});

/**
 * Makes what carries notices: in a cookie that we sign.
 *
 * @remarks
 * Not in the address: what a page says, and what a button on it undoes, is then nothing that a stranger can write into a link; and
 * an address that is kept or passed on says nothing that was done once.
 */
export function createNotices(signer: Signer, publicUrl: URL): Notices {
  const attributes = {
    path: '/admin',
    sameSite: 'lax',
    httpOnly: true,
    secure: publicUrl.protocol === 'https:',
  } as const;
  const setCookie = (res: Response, value: string, maxAge: number) => {
    res.append('Set-Cookie', stringifySetCookie({ name: cookieName, value, maxAge, ...attributes }));
  };
  return {
    keep(res, { notice, to, userId }) {
      const kept: z.input<typeof Kept> = { to, userId, ...noticeOf(notice) };
      setCookie(res, signer.sign(purpose, JSON.stringify(kept)), lifeSeconds);
    },
    take(req, res, userId) {
      const cookie = parseCookie(req.headers.cookie ?? '')[cookieName];
      const text = cookie === undefined ? null : signer.read(purpose, cookie);
      if (text === null) return null;
      const kept = Kept.parse(JSON.parse(text));
      if (kept.to !== req.originalUrl || kept.userId !== userId) return null;
      setCookie(res, '', 0);
      return { text: kept.text, undo: kept.undo };
    },
  };
}

/** A notice with nothing but its text may be written as that. */
export function noticeOf(given: string | Notice): Notice {
  return typeof given === 'string' ? { text: given } : given;
}
