import { contract } from '@hybrid/contracts';
import type { Tx } from '@hybrid/prisma';
import type { Context } from '../../platform/context.ts';
import { failure } from '../../platform/failure.ts';
import { enqueue } from '../../platform/jobs/enqueue.ts';
import { exportBuild } from './build-export.ts';
import { exportSelect } from './list-exports.ts';

const { request } = contract.exports;
const perDayMax = 3;
const dayMs = 86_400_000;

/**
 * Queues a copy of all the caller has here.
 *
 * @throws EXPORT_PENDING while one is being made, TOO_MANY_EXPORTS after three in a day.
 */
export async function requestExport({ db, user, now }: Context) {
  return db.$transaction((tx) => queueExport(tx, { userId: user.id, now: now() }));
}

/** Queues a copy of all that a person has here; throws as `requestExport` does. */
export async function queueExport(tx: Tx, { userId, now }: { userId: string; now: Date }) {
  // Two requests at once are one after the other from here on. Weak enough for everything else about the person to go on.
  await tx.$queryRaw`SELECT id FROM "user" WHERE id = ${userId} FOR NO KEY UPDATE`;
  const recent = await tx.dataExport.findMany({
    where: { userId, createdAt: { gt: new Date(now.getTime() - dayMs) }, state: { not: 'failed' } },
    select: { state: true },
  });
  // One that is older than a day was lost by the queue, and holds up nobody.
  if (recent.some(({ state }) => state !== 'ready')) throw failure(request, 'EXPORT_PENDING');
  if (recent.length >= perDayMax) throw failure(request, 'TOO_MANY_EXPORTS');
  const created = await tx.dataExport.create({ data: { userId, createdAt: now }, select: exportSelect });
  await enqueue(tx, exportBuild, { exportId: created.id });
  return created;
}
