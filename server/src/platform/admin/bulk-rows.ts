import type { Db } from '@hybrid/prisma';
import type { Context } from '../context.ts';
import type { AnyBulkChange } from './bulk.ts';
import type { BulkRun } from './bulk-run.ts';
import { countChangedSince } from './changed-since.ts';
import { pageAfter } from './keyset.ts';
import type { AdminRequest } from './section.ts';

/** What is to be changed, and where to go on after it. */
interface Part {
  readonly rows: readonly { readonly id: string; readonly label: string }[];
  readonly cursor: string;
}

/**
 * Writes down the next rows that a run is to change, never more in all than matched when it was asked for, but for those that were
 * left out as they were changed since.
 *
 * @returns whether there were any, or may be further on.
 */
export async function readPart(
  bulk: Pick<AnyBulkChange, 'read' | 'ids'>,
  ctx: Context,
  { run, size }: { run: BulkRun; size: number },
): Promise<boolean> {
  const { id: runId, cursor: before, matched, changed, unchanged, refused } = run;
  if (before === '') return false;
  const open = matched - changed - unchanged - refused;
  // What was changed since may match for that alone, and takes the place of none that was meant.
  const left = Math.min(size, open > 0 ? open : open + (await countChangedSince(ctx.db, run)));
  if (left <= 0) return false;
  const { rows, cursor } = await (run.undoesId === null
    ? nextOf(bulk, ctx, { run, left })
    : nextToUndo(ctx.db, run, left));
  // A list that looks through so many rows at a time may find none of them, and go on behind.
  if (rows.length === 0 && cursor === '') return false;
  await ctx.db.$transaction(async (tx) => {
    // Another attempt may be here as well: the first takes the part.
    const { count } = await tx.bulkRun.updateMany({ where: { id: runId, cursor: before }, data: { cursor } });
    if (count === 0) return;
    const data = rows.map(({ id, label }) => ({ runId, rowId: id, label }));
    await tx.bulkRow.createMany({ data, skipDuplicates: true });
  });
  return true;
}

/** The question is asked as whoever asked for the run may ask it now. */
async function nextOf(
  { read, ids }: Pick<AnyBulkChange, 'read' | 'ids'>,
  ctx: Context,
  { run, left }: { run: BulkRun; left: number },
): Promise<Part> {
  // It was written from the fields of an address.
  const query = run.query as Record<string, string>;
  // Viewers read on the page of the run what its rows are called.
  const part = { page: pageAfter(run.cursor, left, ids), seenBy: 'viewer' } as const;
  const { targets, older } = await read({ ctx, params: {}, query, form: null }, part);
  return { rows: targets, cursor: older ?? '' };
}

/** The first rows that match, newest first; a list that looks through so many at a time may find them only further on. */
export async function firstRows(
  { read, ids }: Pick<AnyBulkChange, 'read' | 'ids'>,
  request: AdminRequest,
  size: number,
) {
  const seenBy = request.ctx.user.role;
  let found = await read(request, { page: { cursor: null, isBackwards: false, size }, seenBy });
  while (found.targets.length === 0 && found.older !== null)
    found = await read(request, { page: pageAfter(found.older, size, ids), seenBy });
  return found.targets;
}

async function nextToUndo(db: Db, { undoesId, cursor }: BulkRun, left: number): Promise<Part> {
  const found = await db.bulkRow.findMany({
    where: { runId: undoesId ?? '', outcome: 'changed', rowId: { gt: cursor } },
    orderBy: { rowId: 'asc' },
    take: left,
  });
  const rows = found.map(({ rowId: id, label }) => ({ id, label }));
  return { rows, cursor: rows.at(-1)?.id ?? '' };
}
