import type { Db } from '@hybrid/prisma';

/** Finds the id of whoever is called that, in any case; what nobody is called is taken for an id, such as of somebody who has left. */
export async function idOfName(db: Db, name: string): Promise<string> {
  // By the index that keeps names unique, as Prisma compares without regard to case by patterns, and reads every row.
  const [found] = await db.$queryRaw<
    { id: string }[]
  >`SELECT id FROM "user" WHERE lower(username) = lower(${name}::text)`;
  return found?.id ?? name;
}
