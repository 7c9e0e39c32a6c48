import type { Prisma } from '@hybrid/prisma';
import type { Context } from '../../platform/context.ts';

/** What to select of an export to show it. */
export const exportSelect = {
  id: true,
  state: true,
  progress: true,
  sizeBytes: true,
  createdAt: true,
  expiresAt: true,
} satisfies Prisma.DataExportSelect;

/** Lists the caller's exports that have not expired, newest first. */
export async function listExports({ db, user, now }: Context) {
  return db.dataExport.findMany({
    where: { userId: user.id, OR: [{ expiresAt: null }, { expiresAt: { gt: now() } }] },
    select: exportSelect,
    orderBy: { createdAt: 'desc' },
    take: 10,
  });
}
