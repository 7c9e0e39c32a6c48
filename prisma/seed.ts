import path from 'node:path';
import type { Db } from './database.ts';
import { before, everybody, plant } from './seed/plant.ts';
import { readArticles } from './seed/read-articles.ts';
import { admin, emailOf, seedPassword } from './seed/visitors.ts';

export { seedPassword, seedSignIns } from './seed/visitors.ts';

export interface SeedOptions {
  db: Db;
  now: Date;
  /** Makes an account with a password. It comes from the sign-in port, which alone hashes passwords. */
  createUser: (person: { username: string; email: string; password: string }) => Promise<{ id: string }>;
  /** The folder `seed`, where it does not lie beside this file: a bundle has another place. */
  folder?: string;
  log: (message: string) => void;
}

// Far above what it takes; the default of a few seconds is for requests.
const transactionTimeoutMs = 30_000;

/**
 * Fills a new database with the demonstration community, once, and tells whether it did.
 *
 * @remarks
 * What was seeded belongs to the people from then on: an article they edited stays edited and one they deleted stays away.
 * The note that it is done is a comment on the table, written in the same transaction as the articles, since a look
 * for seeded rows would take a deleted one for one never written.
 */
export async function seed({ db, now, createUser, folder, log }: SeedOptions): Promise<boolean> {
  if (await isSeeded(db)) return false;
  const usernames = new Set<string>(everybody.map(({ username }) => username));
  const directory = path.join(folder ?? path.join(import.meta.dirname, 'seed'), 'articles');
  const articles = await readArticles(directory, usernames);
  const ids = await makePeople({ db, now, createUser });
  await db.$transaction(
    async (tx) => {
      await plant({ tx, now, ids, articles });
      await tx.$executeRaw`COMMENT ON TABLE article IS 'seeded'`;
    },
    { timeout: transactionTimeoutMs },
  );
  log(`Seeded ${everybody.length} people and ${articles.length} articles`);
  return true;
}

async function isSeeded(db: Db): Promise<boolean> {
  const [row] = await db.$queryRaw<{ note: string | null }[]>`
    SELECT obj_description('article'::regclass, 'pg_class') AS note`;
  return row?.note === 'seeded';
}

/** Makes the accounts that are missing: all of them, unless an earlier seed was interrupted after this step. */
async function makePeople({ db, now, createUser }: Pick<SeedOptions, 'db' | 'now' | 'createUser'>) {
  const emails = everybody.map(({ username }) => emailOf(username));
  const present = await db.user.findMany({ where: { email: { in: emails } }, select: { id: true, email: true } });
  const idsByEmail = new Map(present.map(({ id, email }) => [email, id]));
  // All at once: nearly all of the time goes into hashing passwords, which uses every core.
  const entries = await Promise.all(
    everybody.map(async ({ username, bio, joinedDaysAgo }): Promise<[string, string]> => {
      const email = emailOf(username);
      const id = idsByEmail.get(email) ?? (await createUser({ username, email, password: seedPassword })).id;
      const joined = before(now, joinedDaysAgo);
      const role = username === admin ? 'admin' : 'user';
      await db.user.updateMany({
        where: { id, bio: null },
        data: { bio, role, emailVerified: true, createdAt: joined, updatedAt: joined },
      });
      return [username, id];
    }),
  );
  return new Map(entries);
}
