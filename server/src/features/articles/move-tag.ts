import { type Db, Prisma, type Tx } from '@hybrid/prisma';

/** Whose tag becomes which. */
export interface TagMove {
  readonly from: string;
  readonly to: string;
}

/**
 * Gives some of the articles that carry a tag another in its place, where the other stands already only that.
 *
 * @remarks
 * A row goes and another comes, instead of one that changes: so the triggers that count tags and read them for the search see it.
 *
 * @returns how many carried it.
 */
export async function moveTagRows(tx: Tx, { from, to }: TagMove, rowsMax: number): Promise<number> {
  await takeListingTurn(tx);
  const [row] = await tx.$queryRaw<{ moved: number }[]>`
    WITH part AS MATERIALIZED (SELECT article_id FROM article_tag WHERE tag = ${from} LIMIT ${rowsMax}),
    gone AS (
      DELETE FROM article_tag t USING part WHERE t.article_id = part.article_id AND t.tag = ${from}
      RETURNING t.article_id, t.position
    ), come AS (
      INSERT INTO article_tag (article_id, tag, position) SELECT article_id, ${to}, position FROM gone
      ON CONFLICT DO NOTHING
    )
    SELECT count(*)::int AS moved FROM gone`;
  return row?.moved ?? 0;
}

/**
 * Waits for the turn in which it is changed what is listed, which is before any row is held: until the transaction ends, nobody else
 * changes which article has which tag, nor publishes, hides or deletes an article or a person.
 */
export async function takeListingTurn(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(7241906382)`;
}

/** Has the address of a tag lead to another from now on, and those of tags that led to it. */
export async function leadTagTo(tx: Tx, { from, to }: TagMove): Promise<void> {
  await tx.formerTag.deleteMany({ where: { name: to } });
  await tx.formerTag.updateMany({ where: { tag: from }, data: { tag: to } });
  await tx.formerTag.upsert({ where: { name: from }, create: { name: from, tag: to }, update: { tag: to } });
}

/** The tag that is meant by a name: another, where it was renamed or merged. */
export function tagMeant(name: string): Prisma.Sql {
  return Prisma.sql`coalesce((SELECT tag FROM former_tag WHERE name = ${name}), ${name})`;
}

/** The same, as it is called today. */
export async function tagToday(db: Db | Tx, name: string): Promise<string> {
  const former = await db.formerTag.findUnique({ where: { name }, select: { tag: true } });
  return former?.tag ?? name;
}
