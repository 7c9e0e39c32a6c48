import { databaseState, describeUrl, dropDatabase, ensureDatabase } from './databases.ts';

/**
 * Drops the database of `url` and makes it anew, empty.
 *
 * @remarks
 * DATABASE_URL may point anywhere, so only a database that carries this repository's mark is dropped without `force`.
 */
export async function resetDatabase({ url, force }: { url: string; force: boolean }): Promise<void> {
  const state = await databaseState(url);
  if (state === 'foreign' && !force) {
    throw new Error(
      `${describeUrl(url)} was not made by this repository: such a database carries the comment "hybrid-stack". Nothing was dropped. If all that is in it may go, add --force.`,
    );
  }
  await dropDatabase(url);
  await ensureDatabase(url);
}
