import type { Tx } from '@hybrid/prisma';

/**
 * Tells whether somebody is the only admin who can act and who stays; locks the rows of all admins until the transaction ends.
 */
export async function isLastAdmin(tx: Tx, userId: string): Promise<boolean> {
  const admins = await tx.$queryRaw<{ id: string; stays: boolean }[]>`
    SELECT id, suspended_at IS NULL AND deletion_due_at IS NULL AS stays
    FROM "user" WHERE role = 'admin' ORDER BY id FOR UPDATE`;
  return admins.some(({ id }) => id === userId) && !admins.some(({ id, stays }) => stays && id !== userId);
}
