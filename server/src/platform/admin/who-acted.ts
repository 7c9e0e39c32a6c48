import type { Db, Tx } from '@hybrid/prisma';

/** A person, by their name as long as they are here. */
export interface Named {
  readonly id: string;
  readonly username: string | null;
}

/** Who did something, and as whom, where they acted as somebody else. */
export interface WhoActed {
  readonly actor: Named;
  readonly as: Named | null;
}

/** What is written down of who asked: a person, and whoever acted as them. */
interface Asked {
  readonly userId: string | null;
  readonly actorId: string | null;
}

/** Tells of rows who asked, by their names: null of one that nobody asked for who was signed in. */
export async function whoActed(db: Db, rows: readonly Asked[]): Promise<(row: Asked) => WhoActed | null> {
  const named = await namesOf(
    db,
    rows.flatMap(({ userId, actorId }) => [userId, actorId].filter((id) => id !== null)),
  );
  return ({ userId, actorId }) => {
    if (userId === null) return null;
    return actorId === null ? { actor: named(userId), as: null } : { actor: named(actorId), as: named(userId) };
  };
}

/** Looks up the names of people; whoever has left since is told by their id. */
export async function namesOf(db: Db | Tx, ids: readonly string[]): Promise<(id: string) => Named> {
  if (ids.length === 0) return (id) => ({ id, username: null });
  const where = { id: { in: [...new Set(ids)] } };
  const users = await db.user.findMany({ where, select: { id: true, username: true } });
  const nameOf = new Map(users.map(({ id, username }) => [id, username]));
  return (id) => ({ id, username: nameOf.get(id) ?? null });
}
