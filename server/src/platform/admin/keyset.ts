import { z } from 'zod';

/** A place in a list that is ordered by an instant and then by id, newest first. */
export interface Cursor {
  readonly at: Date;
  readonly id: string | number;
  /** What the instant has beyond its milliseconds, where the column is as fine as that. */
  readonly micros?: number;
}

/** Which page of such a list was asked for: what is older than a row, what is newer than a row, or the newest. */
export interface PageOf {
  readonly cursor: Cursor | null;
  readonly isBackwards: boolean;
  /** How many rows it has. */
  readonly size: number;
}

/** One page, with the cursors of its neighbours. */
export interface Rows<Row> {
  readonly rows: readonly Row[];
  readonly older: string | null;
  readonly newer: string | null;
}

/** How many rows a page of the admin has. */
const pageSize = 50;
/** And a part of a download: few enough to be held by many at once, and so many that the statements do not count. */
const partSize = 500;

/** What the rows of a list are told apart by; those of jobs by a UUID where they ran, and by a number of the queue where not. */
export type RowId = 'uuid' | 'number' | 'text' | 'job';

const ids = {
  uuid: z.uuid(),
  number: z
    .string()
    .regex(/^\d{1,10}$/)
    .transform(Number)
    .refine((id) => id <= 2_147_483_647),
  text: z
    .string()
    .max(200)
    .refine((id) => !id.includes('\0')),
  job: z.union([z.uuid(), z.string().regex(/^[1-9]\d{0,17}$/)]),
};

/** Reads the id of a row out of an address; null for what cannot be one. */
export function readRowId(kind: RowId, written: unknown): string | number | null {
  return ids[kind].safeParse(written).data ?? null;
}

/** The instant in ms, the id, and of jobs the microseconds where there are some. */
function readCursor(kind: RowId, written: unknown): Cursor | null {
  const pattern = kind === 'job' ? /^(\d{1,15})\.([^.]+)(?:\.(\d{1,3}))?$/ : /^(\d{1,15})\.(.+)$/s;
  const [, at, id, micros = 0] = typeof written === 'string' ? (pattern.exec(written) ?? []) : [];
  const found = readRowId(kind, id);
  return found === null ? null : { at: new Date(Number(at)), id: found, micros: Number(micros) };
}

/** Writes a place in a list for an address. */
export function writeCursor({ at, id, micros = 0 }: Cursor): string {
  return `${at.getTime()}.${id}${micros === 0 ? '' : `.${micros}`}`;
}

/**
 * The part of a list that follows a cursor.
 *
 * @param cursor as `Rows` tells it.
 */
export function pageAfter(cursor: string, size: number, kind: RowId = 'uuid'): PageOf {
  return { cursor: readCursor(kind, cursor), isBackwards: false, size };
}

/** The cursor before every row of this instant, and so before all that are no newer. */
export function cursorFrom(at: Date, kind: RowId = 'uuid'): string {
  const isOfUuids = kind === 'uuid' || kind === 'job';
  return `${at.getTime() + 1}.${isOfUuids ? `${'0'.repeat(8)}-0000-0000-0000-${'0'.repeat(12)}` : '0'}`;
}

/** Reads `before` and `after` of an address; a cursor that is none means the newest page. */
export function readPage(query: Readonly<Record<string, unknown>>, kind: RowId = 'uuid'): PageOf {
  const before = readCursor(kind, query['before']);
  const after = before ? null : readCursor(kind, query['after']);
  return { cursor: before ?? after, isBackwards: after !== null, size: pageSize };
}

/**
 * The condition and the order by which a page is read: one row more than it shows tells whether there are others.
 *
 * @param at the column that holds the instant by which the list is ordered.
 */
export function keyset<At extends string>({ cursor, isBackwards, size }: PageOf, at: At) {
  const direction: 'asc' | 'desc' = isBackwards ? 'asc' : 'desc';
  const past = <T>(value: T) => (isBackwards ? { gt: value } : { lt: value });
  const upTo = <T>(value: T) => (isBackwards ? { gte: value } : { lte: value });
  // The compiler takes a computed key for any text at all.
  const ofColumn = <T>(value: T) => ({ [at]: value }) as Record<At, T>;
  return {
    orderBy: [ofColumn(direction), { id: direction }],
    take: size + 1,
    /** Rows beyond the cursor: those of another instant, and of its own instant those of another id. */
    beyond: cursor
      ? {
          // Says nothing new, but is what an index can begin at: by the choice alone every row before the cursor would be read.
          ...ofColumn(upTo(cursor.at)),
          OR: [ofColumn(past(cursor.at)), { ...ofColumn(cursor.at), id: past(cursor.id) }],
        }
      : {},
  };
}

/** Cuts what was read down to the page, newest first. */
export function rowsOf<Row extends { id: string | number }>(
  page: PageOf,
  read: readonly Row[],
  at: (row: Row) => Date,
): Rows<Row> {
  const hasMore = read.length > page.size;
  const shown = read.slice(0, page.size);
  const rows = page.isBackwards ? shown.toReversed() : shown;
  const place = (row: Row | undefined) => (row ? writeCursor({ at: at(row), id: row.id }) : null);
  const hasNewer = page.isBackwards ? hasMore : page.cursor !== null;
  const hasOlder = page.isBackwards || hasMore;
  return { rows, older: hasOlder ? place(rows.at(-1)) : null, newer: hasNewer ? place(rows[0]) : null };
}

/** Reads a list from its newest row to its oldest, a part at a time and each when it is asked for. */
export async function* wholeList<Row>(
  read: (page: PageOf) => Promise<Rows<Row>>,
  kind: RowId = 'uuid',
): AsyncGenerator<readonly Row[]> {
  let cursor: Cursor | null = null;
  do {
    const { rows, older }: Rows<Row> = await read({ cursor, isBackwards: false, size: partSize });
    yield rows;
    cursor = readCursor(kind, older);
  } while (cursor !== null);
}
