import type { Tx } from '@hybrid/prisma';
import { takeListingTurn } from '../articles/index.ts';
import { storageKeyOf } from '../uploads/index.ts';

// What the product keeps of a person beside the rows that go with theirs by themselves.

/**
 * Waits until nobody is writing what the deletion will change at its end, before any row is held: whoever publishes takes this
 * turn first as well, and needs the row of the author then.
 */
export const takeTurn = takeListingTurn;

/** The keys of all files that go with the account. */
export async function filesOf(tx: Tx, userId: string): Promise<string[]> {
  const uploads = await tx.upload.findMany({ where: { ownerId: userId }, select: { key: true } });
  const exports = await tx.dataExport.findMany({ where: { userId }, select: { storageKey: true } });
  return [...uploads.map(({ key }) => storageKeyOf(key)), ...exports.flatMap(({ storageKey }) => storageKey ?? [])];
}

/** Removes some of what goes with a person; tells how many rows, and none where none is left. */
type RemoveSome = (tx: Tx, userId: string) => Promise<number>;

/**
 * What of a person may be more than one statement can remove within its time, in the order in which it goes before the account does.
 * The rest is little, and goes with the row of the account.
 *
 * @remarks
 * A favorite is counted by its article, which is written anew then with all words that it is found by: a millisecond, and ten of a
 * long one. With articles of their own that is spared, as they go with what belongs to them; but for what one alone may have a lot of.
 */
export const goesBefore: readonly RemoveSome[] = [
  (tx, id) => tx.$executeRaw`
    DELETE FROM favorite WHERE user_id = ${id}
      AND article_id IN (SELECT article_id FROM favorite WHERE user_id = ${id} LIMIT 50)`,
  (tx, id) => tx.$executeRaw`
    DELETE FROM favorite WHERE (user_id, article_id) IN (
      SELECT user_id, article_id FROM favorite WHERE article_id =
        (SELECT id FROM article WHERE author_id = ${id} AND favorites_count > 1000 LIMIT 1) LIMIT 1000)`,
  (tx, id) => tx.$executeRaw`
    DELETE FROM follow WHERE follower_id = ${id}
      AND followed_id IN (SELECT followed_id FROM follow WHERE follower_id = ${id} LIMIT 100)`,
  (tx, id) => tx.$executeRaw`
    DELETE FROM follow WHERE followed_id = ${id}
      AND follower_id IN (SELECT follower_id FROM follow WHERE followed_id = ${id} LIMIT 100)`,
  (tx, id) => tx.$executeRaw`
    DELETE FROM notification WHERE id IN (SELECT id FROM notification WHERE user_id = ${id} LIMIT 1000)`,
  (tx, id) => tx.$executeRaw`
    DELETE FROM notification WHERE id IN (SELECT id FROM notification WHERE actor_id = ${id} LIMIT 1000)`,
  (tx, id) => tx.$executeRaw`
    DELETE FROM comment WHERE id IN (SELECT id FROM comment WHERE author_id = ${id} LIMIT 1000)`,
  (tx, id) => tx.$executeRaw`
    DELETE FROM comment WHERE id IN (
      SELECT comment.id FROM comment JOIN article ON article.id = article_id WHERE article.author_id = ${id} LIMIT 1000)`,
  (tx, id) => tx.$executeRaw`
    DELETE FROM draft WHERE id IN (SELECT id FROM draft WHERE author_id = ${id} LIMIT 100)`,
  async (tx, id) => {
    await takeTurn(tx);
    return tx.$executeRaw`DELETE FROM article WHERE id IN (SELECT id FROM article WHERE author_id = ${id} LIMIT 100)`;
  },
];
