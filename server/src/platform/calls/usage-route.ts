import type { Request, RequestHandler } from 'express';
import type { Services } from '../context.ts';
import type { StatusGuard } from '../status-guard.ts';
import { keepUsage } from './keep-usage.ts';
import { readUsage } from './read-usage.ts';

const dayMs = 86_400_000;
const daysShown = 30;

/** Tells who calls what: `?since=2026-11-01` from that day on, else for 30 days. */
export function usageRoute(services: Services, guard: StatusGuard): RequestHandler {
  return async (req, res) => {
    const problem = guard(req);
    if (problem !== null) {
      res.status(401).set('WWW-Authenticate', 'Bearer').json({ error: problem });
      return;
    }
    const since = dayOf(req, services.now());
    if (since === null) {
      res.status(400).json({ error: '`since` has to be a day, such as 2026-11-01.' });
      return;
    }
    // What this process counted a moment ago is among it; others tell theirs within ten seconds.
    await keepUsage(services);
    res.json(await readUsage(services.db, since));
  };
}

function dayOf(req: Request, now: Date): Date | null {
  const since = new URL(req.url, 'http://localhost').searchParams.get('since');
  if (since === null) return new Date(new Date(now.getTime() - daysShown * dayMs).toISOString().slice(0, 10));
  const isDay = /^\d{4}-\d\d-\d\d$/.test(since) && !Number.isNaN(Date.parse(since));
  return isDay ? new Date(since) : null;
}
