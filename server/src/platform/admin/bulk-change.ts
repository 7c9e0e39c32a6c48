import { z } from 'zod';
import { job } from '../jobs/job.ts';
import type { AnyBulkChange, BulkChange, BulkPayload } from './bulk.ts';
import { bulkPages } from './bulk-pages.ts';
import { carryOut } from './carry-out.ts';
import { redact } from './redaction.ts';
import type { AdminRequest } from './section.ts';

const Payload = z.object({ runId: z.uuid() });
/** An attempt that was ended by the clock is followed by one that goes on where it was. */
const timeoutMs = 3_600_000;

/**
 * Declares a change of all that match what a list was asked: pages that ask before it, and the job that makes it.
 *
 * @example
 * export const suspendAll = bulkChange({ name: 'users.suspendAll', list: '/admin/users', path: '/all/suspend', listing: usersListing, … });
 */
export function bulkChange<Filter, Row>(declared: BulkChange<Filter, Row>): AnyBulkChange {
  const { listing, count = listing.count, countMax = listing.countMax, question, target } = declared;
  const filterOf = async (request: AdminRequest) => listing.filterOf(request);
  const bulk: Omit<AnyBulkChange, 'job' | 'pages'> = {
    ...declared,
    countMax,
    ids: listing.ids ?? 'uuid',
    count: async (request) => count(request.ctx, await filterOf(request)),
    question: async (request) => question(await filterOf(request)),
    async read(request, { page, seenBy }) {
      const { rows, older } = await listing.read(request.ctx, await filterOf(request), page);
      const labelOf = (row: Row) => target(redact(row, listing.redactions ?? {}, seenBy)).label;
      return { targets: rows.map((row) => ({ ...target(row), label: labelOf(row) })), older };
    },
  };
  const jobOf = job<BulkPayload>({
    name: declared.name,
    payload: Payload,
    attempts: 5,
    timeoutMs,
    queue: 'bulk',
    run: (ctx, { runId }) => carryOut(bulk, ctx, runId),
  });
  return { ...bulk, job: jobOf, pages: bulkPages({ ...bulk, job: jobOf }) };
}
