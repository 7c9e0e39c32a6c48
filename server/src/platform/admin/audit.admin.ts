import { z } from 'zod';
import { hasRole } from '../access.ts';
import { platformFailure } from '../failure.ts';
import { type AuditLine, auditLines, type KeptOfTarget, keptOfTargets, readRedactedTrail } from './audit-trail.ts';
import { downloads } from './downloads.ts';
import type { Cell } from './formats.ts';
import { Day, idOf, textUpTo } from './fields.ts';
import { auditCountMax, type AuditFilter, countAudit, listActions, listAudit } from './list-audit.ts';
import { type Listing, readListing } from './listing.ts';
import { type AdminRequest, type AdminSection, type View, view } from './section.ts';

/**
 * Audit: who did what to what, and what differs since.
 *
 * @param sections those whose pages tell of what was changed.
 */
export function auditAdmin(sections: readonly AdminSection[]): AdminSection {
  const addressOf = targetAddresses(sections);
  const keptOf = keptOfTargets(sections);
  const listing: Listing<AuditFilter, AuditLine> = {
    ...auditListing,
    read: (ctx, filter, page) => listAudit(ctx, { filter, page, keptOf }),
  };
  return {
    path: 'audit',
    title: 'Audit',
    group: 'System',
    access: 'viewer',
    pages: [
      view('viewer', '/', (request) => showAudit(request, listing)),
      ...downloads('viewer', listing),
      view('viewer', '/:id', (request) => showLine(request, { addressOf, keptOf })),
    ],
  };
}

type AddressOf = (target: string) => string | null;

const LineId = z.uuid();

/** Targets may bear the name of a job or a queue. */
const targetLengthMax = 300;

const Filter = z.object({
  who: textUpTo(100),
  as: textUpTo(100),
  action: z.string().nullable().catch(null),
  target: textUpTo(targetLengthMax),
  network: textUpTo(100),
  from: Day,
  to: Day,
});

const auditListing: Omit<Listing<AuditFilter, AuditLine>, 'read'> = {
  name: 'audit',
  filterOf: async ({ ctx: { db, user }, query }) => {
    const given = Filter.parse(query);
    // Whoever may not see an address could try them out.
    const asked = hasRole(user.role, 'operator') ? given : { ...given, network: '' };
    // What nobody ever did leaves the choice open, as everywhere.
    const actions = asked.action === null ? [] : await listActions(db);
    return { ...asked, action: actions.find((action) => action === asked.action) ?? null };
  },
  count: ({ db }, filter) => countAudit(db, filter),
  countMax: auditCountMax,
  columns: {
    id: ({ id }) => id,
    at: ({ at }) => at,
    actorId: ({ actor }) => actor.id,
    actor: ({ actor }) => actor.username,
    asId: ({ as }) => as?.id ?? null,
    as: ({ as }) => as?.username ?? null,
    action: ({ action }) => action,
    target: ({ target }) => target,
    // What was read of a column of JSON, and stays such with fields kept.
    before: ({ before }) => before as Cell,
    after: ({ after }) => after as Cell,
    address: ({ address }) => address,
    requestId: ({ requestId }) => requestId,
  },
};

async function showAudit(request: AdminRequest, listing: Listing<AuditFilter, AuditLine>): Promise<View> {
  const found = await readListing(listing, request);
  const { from, to, ...filter } = found.filter;
  const actions = await listActions(request.ctx.db);
  const maySeeNetworks = hasRole(request.ctx.user.role, 'operator');
  const data = { ...found, filter: { ...filter, from: dayText(from), to: dayText(to) }, actions, maySeeNetworks };
  return { template: 'audit/list', title: 'Audit', data };
}

async function showLine(
  { ctx, params }: AdminRequest,
  { addressOf, keptOf }: { addressOf: AddressOf; keptOf: KeptOfTarget },
): Promise<View> {
  const row = await ctx.db.auditLog.findUnique({ where: { id: idOf(LineId, params['id']) } });
  if (!row) throw platformFailure('NOT_FOUND');
  const trail = await readRedactedTrail(ctx, [row.target], keptOf);
  const [line] = await auditLines(ctx, [row], keptOf);
  const others = trail.filter(({ id }) => id !== row.id);
  const { before, after, address } = line ?? {};
  const whole = JSON.stringify({ ...row, before, after, address }, null, 2);
  const data = { line, trail: others, address: addressOf(row.target), whole };
  return { template: 'audit/detail', title: row.action, data };
}

/** Where the page of a target is, for kinds that have one. */
function targetAddresses(sections: readonly AdminSection[]): AddressOf {
  const pathOf = new Map(sections.flatMap(({ target, path }) => (target === undefined ? [] : [[target, path]])));
  return (target) => {
    const [, kind = '', id = ''] = /^([^:]+):(.+)$/s.exec(target) ?? [];
    const path = pathOf.get(kind);
    return path === undefined ? null : `/admin/${path}/${encodeURIComponent(id)}`;
  };
}

function dayText(day: Date | null): string {
  return day ? day.toISOString().slice(0, 10) : '';
}
