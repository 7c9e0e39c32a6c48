import type { Context } from '../context.ts';
import type { Cell } from './formats.ts';
import { type PageOf, readPage, type RowId, type Rows } from './keyset.ts';
import { redact, type Redactions } from './redaction.ts';
import type { AdminRequest } from './section.ts';

/** A list of the admin, declared once: its page shows a part of it, its downloads hold all of it. */
export interface Listing<Filter, Row> {
  /** What its downloads are called. */
  readonly name: string;
  /** What its rows are told apart by; uuids unless told. */
  readonly ids?: RowId;
  /** What an address asks for. */
  readonly filterOf: (request: AdminRequest) => Filter | Promise<Filter>;
  readonly read: (ctx: Context, filter: Filter, page: PageOf) => Promise<Rows<Row>>;
  /** Counts what there is, no further than one beyond `countMax`. */
  readonly count: (ctx: Context, filter: Filter) => Promise<number>;
  readonly countMax: number;
  /** What is not shown to everybody as it is, on the page and in the downloads. */
  readonly redactions?: Redactions<Row>;
  /** What its downloads hold of a row, by the names of their columns. */
  readonly columns: Columns<Row>;
}

/** What of a row stands in the columns of a download. */
export type Columns<Row> = Readonly<Record<string, (row: Row) => Cell>>;

/** Reads the page of a list that an address asks for. */
export async function readListing<Filter, Row>(listing: Listing<Filter, Row>, request: AdminRequest) {
  const { ctx, query } = request;
  const filter = await listing.filterOf(request);
  const page = readPage(query, listing.ids);
  const [found, total] = await Promise.all([readRows(listing, ctx, { filter, page }), listing.count(ctx, filter)]);
  return { ...found, total, countMax: listing.countMax, filter };
}

/** Reads some rows of a list as whoever asks may see them. */
export async function readRows<Filter, Row>(
  { read, redactions = {} }: Pick<Listing<Filter, Row>, 'read' | 'redactions'>,
  ctx: Context,
  { filter, page }: { filter: Filter; page: PageOf },
): Promise<Rows<Row>> {
  const found = await read(ctx, filter, page);
  return { ...found, rows: found.rows.map((row) => redact(row, redactions, ctx.user.role)) };
}
