import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { createSessions } from '../../platform/auth/session.ts';
import type { Services } from '../../platform/context.ts';
import { sendStored } from '../../platform/storage/send-stored.ts';
import { isDownloadToken } from './download-link.ts';

const Id = z.uuid();
const refusals = {
  401: 'Sign in to download this copy, or use the link in the mail.\n',
  404: 'There is no such copy, or it has expired. A new one can be made in the settings.\n',
} as const;

/** Serves exports to their owners, and to who holds the signed link of the mail. */
export function serveExports(services: Services): Router {
  const sessionOf = createSessions(services.auth, services.publicUrl);
  return Router()
    .get('/exports/:id/download', async (req, res) => {
      const id = Id.safeParse(req.params.id);
      const may = id.success ? await whoMay(req, id.data) : {};
      // Nobody is told whether there is such a copy before they may have it.
      if (may === null) return refuse(res, 401);
      const found = id.success ? await find(services, id.data, may) : null;
      const file = found && (await services.storage.get(found.storageKey));
      if (!found || !file) return refuse(res, 404);
      res.set({
        'Content-Type': 'application/zip',
        'Content-Disposition': `attachment; filename="conduit-${found.day}.zip"`,
        'Cache-Control': 'no-store',
        'Referrer-Policy': 'no-referrer',
      });
      await sendStored(req, res, file);
    })
    .use('/exports', (_req, res) => refuse(res, 404));

  /** What the copy has to be: anybody's for the signed link, the caller's own otherwise; null for nobody. */
  async function whoMay(req: Request, id: string): Promise<{ userId?: string } | null> {
    const { token } = req.query;
    if (typeof token === 'string') return isDownloadToken(services, id, token) ? {} : null;
    const caller = await sessionOf(req, req.res as Response).identify();
    // Staff who act as somebody do not take along all that they have.
    return caller && !caller.impersonator ? { userId: caller.id } : null;
  }
}

async function find({ db, now }: Services, id: string, owner: { userId?: string }) {
  const found = await db.dataExport.findFirst({
    // A suspended account gets nothing out, by whichever way.
    where: { id, ...owner, state: 'ready', expiresAt: { gt: now() }, user: { suspendedAt: null } },
    select: { storageKey: true, createdAt: true },
  });
  if (found?.storageKey == null) return null;
  return { storageKey: found.storageKey, day: found.createdAt.toISOString().slice(0, 10) };
}

function refuse(res: Response, status: 401 | 404): void {
  res.status(status).type('text/plain').set('Cache-Control', 'no-store').send(refusals[status]);
}
