import type { Tx } from '@hybrid/prisma';
import { storageKeyOf } from '../uploads/index.ts';

// What the product keeps of a person beside the rows that go with theirs by themselves.

/**
 * Waits until nobody is writing what the deletion will change at its end, before any row is held: whoever publishes takes this
 * turn first as well, and needs the row of the author then.
 */
export async function takeTurn(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(7241906382)`;
}

/** The keys of all files that go with the account. */
export async function filesOf(tx: Tx, userId: string): Promise<string[]> {
  const uploads = await tx.upload.findMany({ where: { ownerId: userId }, select: { key: true } });
  const exports = await tx.dataExport.findMany({ where: { userId }, select: { storageKey: true } });
  return [...uploads.map(({ key }) => storageKeyOf(key)), ...exports.flatMap(({ storageKey }) => storageKey ?? [])];
}
