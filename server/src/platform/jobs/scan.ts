import { type Db, Prisma } from '@hybrid/prisma';
import { type Cursor, type PageOf, writeCursor } from '../admin/keyset.ts';

/** A list that is read from an index, in the order of an instant and then of an id. */
export interface Scan {
  /** Known as `t` to all that follows. */
  readonly table: Prisma.Sql;
  /** The instant by which it is ordered. */
  readonly at: Prisma.Sql;
  readonly idType: Prisma.Sql;
  /** Of which job a row is, where several may be of one. */
  readonly job: Prisma.Sql | null;
  /** What an index answers. */
  readonly where: Prisma.Sql;
  /** What an index with this column in front holds in order for each of these values, and for all of them not. */
  readonly each: { readonly column: Prisma.Sql; readonly values: Prisma.Sql } | null;
  /** What is looked at row by row. */
  readonly sift: Prisma.Sql | null;
  /** Whether a page begins with what is least. */
  readonly isAscending: boolean;
}

/** One page of such a list: the ids, and where its neighbours begin. */
export interface Scanned {
  readonly ids: readonly string[];
  readonly older: string | null;
  readonly newer: string | null;
}

/** So many rows are looked at for one page, at the most. Where they do not fill it, its neighbour goes on behind them. */
const siftedMax = 5000;

interface Place {
  readonly id: string;
  readonly micros: bigint;
}

/**
 * Reads one page, however long the list is.
 *
 * @remarks
 * Where rows are sifted, a page may have fewer than it has room for, or none, and yet have an older one: nothing is left out, and
 * no page takes longer than to look at so many.
 */
export async function readScan(db: Db, scan: Scan, page: PageOf): Promise<Scanned> {
  const { size, isBackwards } = page;
  const dir = scan.isAscending === isBackwards ? Prisma.sql`DESC` : Prisma.sql`ASC`;
  const candidates = candidatesOf(scan, { page, dir, limit: scan.sift ? siftedMax : size + 1 });
  const found = await db.$queryRaw<Place[]>`
    SELECT c.id::text, ${micros} AS micros FROM (${candidates}) AS c
    ${sifted(scan)}
    ORDER BY c.at ${dir}, c.id ${dir} LIMIT ${size + 1}`;
  const shown = found.slice(0, size);
  // Beyond a full page lies at least one more row; beyond one that is not, whatever was not looked at.
  const end = found.length > size ? shown.at(-1) : await lastOf(db, scan, { candidates, dir });
  const ids = shown.map(({ id }) => id);
  return { ids: isBackwards ? ids.toReversed() : ids, ...neighboursOf(page, shown[0], end) };
}

function neighboursOf(
  { cursor, isBackwards }: PageOf,
  ...[first, end]: [first: Place | undefined, end: Place | undefined]
): Pick<Scanned, 'older' | 'newer'> {
  const beyond = end ? written(end) : null;
  const behind = cursor && (first ? written(first) : writeCursor(cursor));
  return isBackwards ? { older: behind, newer: beyond } : { older: beyond, newer: behind };
}

/** Looks at each row by its id: told by OFFSET, as Postgres would else look through the whole table for the few that it expects. */
function sifted({ table, sift }: Pick<Scan, 'table' | 'sift'>): Prisma.Sql {
  if (!sift) return Prisma.empty;
  return Prisma.sql`CROSS JOIN LATERAL (SELECT FROM ${table} AS t WHERE t.id = c.id AND ${sift} OFFSET 0) AS fitting`;
}

const micros = Prisma.sql`(extract(epoch FROM c.at) * 1000000)::bigint`;

/** The last row of those that are sifted, where there may be more of them. */
async function lastOf(
  db: Db,
  { sift }: Scan,
  { candidates, dir }: { candidates: Prisma.Sql; dir: Prisma.Sql },
): Promise<Place | undefined> {
  if (!sift) return undefined;
  const [last] = await db.$queryRaw<Place[]>`
    SELECT c.id::text, ${micros} AS micros FROM (${candidates}) AS c
    ORDER BY c.at ${dir}, c.id ${dir} OFFSET ${siftedMax - 1} LIMIT 1`;
  return last;
}

function candidatesOf(
  { table, at, idType, where, each }: Scan,
  { page: { cursor }, dir, limit }: { page: PageOf; dir: Prisma.Sql; limit: number },
): Prisma.Sql {
  const sign = dir.sql === 'ASC' ? Prisma.sql`>` : Prisma.sql`<`;
  const beyond = cursor
    ? Prisma.sql`AND (${at}, t.id) ${sign} (${instant(cursor)}::timestamptz, ${cursor.id}::${idType})`
    : Prisma.empty;
  const rows = (more: Prisma.Sql) => Prisma.sql`
    SELECT ${at} AS at, t.id FROM ${table} AS t WHERE ${where} ${more} ${beyond}
    ORDER BY ${at} ${dir}, t.id ${dir} LIMIT ${limit}`;
  if (!each) return rows(Prisma.empty);
  return Prisma.sql`
    SELECT one.at, one.id FROM (${each.values}) AS of(value)
    CROSS JOIN LATERAL (${rows(Prisma.sql`AND ${each.column} = of.value`)}) AS one
    ORDER BY one.at ${dir}, one.id ${dir} LIMIT ${limit}`;
}

/** Counts the list, no further than one beyond `max`; of one that is sifted, what is found among half as many of its first rows. */
export async function countScan(db: Db, scan: Scan, max: number): Promise<number> {
  const { sift, isAscending } = scan;
  if (sift) {
    const dir = isAscending ? Prisma.sql`ASC` : Prisma.sql`DESC`;
    const page = { cursor: null, isBackwards: false, size: 0 };
    const candidates = candidatesOf(scan, { page, dir, limit: Math.ceil(max / 2) });
    return countOf(db, Prisma.sql`SELECT FROM (${candidates}) AS c ${sifted(scan)}`);
  }
  return countOf(db, inAnyOrder(scan, max + 1));
}

/**
 * Counts the jobs of a list to the last, each once however many of its attempts the list has.
 *
 * @returns one more than `max` also where more rows than that would have to be looked at: how many there are is not known then.
 */
export async function countWhole(db: Db, scan: Scan, max: number): Promise<number> {
  const { table, sift, job } = scan;
  const rows = inAnyOrder(scan, max + 1);
  if (!sift && !job) return countOf(db, rows);
  const [found] = await db.$queryRaw<{ count: number }[]>`
    WITH looked AS MATERIALIZED (${rows})
    SELECT CASE WHEN (SELECT count(*) FROM looked) > ${max} THEN ${max + 1} ELSE (
      SELECT count(DISTINCT one.job) FROM looked AS c CROSS JOIN LATERAL (
        SELECT ${job ?? Prisma.sql`t.id`} AS job FROM ${table} AS t WHERE t.id = c.id AND ${sift ?? Prisma.sql`true`} OFFSET 0
      ) AS one) END::int AS count`;
  return found?.count ?? 0;
}

/** So many of what an index answers, whichever they are. */
function inAnyOrder({ table, where, each }: Scan, limit: number): Prisma.Sql {
  const rows = (more: Prisma.Sql) => Prisma.sql`SELECT t.id FROM ${table} AS t WHERE ${where} ${more} LIMIT ${limit}`;
  if (!each) return rows(Prisma.empty);
  const ofEach = rows(Prisma.sql`AND ${each.column} = of.value`);
  return Prisma.sql`SELECT one.id FROM (${each.values}) AS of(value) CROSS JOIN LATERAL (${ofEach}) AS one LIMIT ${limit}`;
}

async function countOf(db: Db, rows: Prisma.Sql): Promise<number> {
  const [found] = await db.$queryRaw<{ count: number }[]>`SELECT count(*)::int FROM (${rows}) AS found`;
  return found?.count ?? 0;
}

function written({ id, micros: at }: Place): string {
  return writeCursor({ at: new Date(Number(at / 1000n)), id, micros: Number(at % 1000n) });
}

/** An instant to the microsecond, as Postgres reads it. */
function instant({ at, micros: beyond = 0 }: Cursor): string {
  return at.toISOString().replace('Z', `${String(beyond).padStart(3, '0')}Z`);
}
