import type { Db, Tx } from '@hybrid/prisma';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { platformFailure } from '../failure.ts';
import { likeText, SearchText, textUpTo } from './fields.ts';
import type { Cell } from './formats.ts';
import { keyset, type PageOf, readRowId, rowsOf } from './keyset.ts';
import type { Columns, Listing } from './listing.ts';
import { keptFields } from './redaction.ts';
import type { AnyResource, Column, ModelName, ResourceRow, Shown } from './resource.ts';

/** Rows are counted no further. */
const countMax = 10_000;

/** What a list of a resource was asked: a word, and a value for each of its filters. */
export interface ResourceQuestion {
  readonly text: string;
  /** What whoever asked may ask: in which fields the word is looked for, and which filters there are. */
  readonly askable: Askable;
  readonly values: Readonly<Record<string, string | null>>;
}

/** As much of Prisma's delegate as is used of it. */
interface Delegate {
  findMany(args: object): Promise<ResourceRow[]>;
  findUnique(args: object): Promise<ResourceRow | null>;
  count(args: object): Promise<number>;
  updateMany(args: object): Promise<{ count: number }>;
}

/** The delegate of a model, which stands under its name in camelCase. */
export function delegateOf(db: Db | Tx, model: ModelName): Delegate {
  const name = model.charAt(0).toLowerCase() + model.slice(1);
  // Its methods have the types of its model, which a declaration was checked against; here it may be any.
  return (db as unknown as Record<string, Delegate>)[name] as Delegate;
}

/**
 * Reads one row as it stands.
 *
 * @throws NOT_FOUND for what is none, or none any more.
 */
export async function readResourceRow(
  db: Db | Tx,
  { model, select, ids = 'uuid' }: AnyResource,
  written: unknown,
): Promise<ResourceRow> {
  const id = readRowId(ids, written);
  const row = id === null ? null : await delegateOf(db, model).findUnique({ where: { id }, select });
  if (!row) throw platformFailure('NOT_FOUND');
  return row;
}

/** Declares the list of a resource: what its address asks, a page of it, and its downloads. */
export function resourceListing(resource: AnyResource): Listing<ResourceQuestion, ResourceRow> {
  const { model, select, order, path, ids } = resource;
  return {
    name: path,
    ...(ids && { ids }),
    filterOf: async ({ ctx, query }) => questionOf(await askableOf(resource, ctx, query), query),
    read: async ({ db }, asked, page) => {
      const { orderBy, take, beyond } = keyset(ids === 'number' ? numbered(page) : page, order);
      const where = { AND: [await conditionOf(resource, { db }, asked), beyond] };
      const read = await delegateOf(db, model).findMany({ where, orderBy, take, select });
      return rowsOf(page, read, (row) => instantOf(resource, row));
    },
    count: async ({ db }, asked) =>
      delegateOf(db, model).count({ where: await conditionOf(resource, { db }, asked), take: countMax + 1 }),
    countMax,
    ...(resource.redactions && { redactions: resource.redactions }),
    columns: columnsOf(resource),
  };
}

/** A place before every row of an instant is written with an id of no row, which here is a number. */
function numbered(page: PageOf): PageOf {
  return typeof page.cursor?.id === 'string' ? { ...page, cursor: { ...page.cursor, id: 0 } } : page;
}

/** The instant that a row is listed by. */
export function instantOf({ order }: AnyResource, row: ResourceRow): Date {
  const at = row[order];
  if (!(at instanceof Date))
    throw new Error('What a resource is ordered by is an instant: its declaration was checked.');
  return at;
}

/** What is looked for in a text has three letters or more: fewer make no trigram, and every row would be read. */
export function isTooShort(text: string): boolean {
  return text.length < 3;
}

const word = textUpTo(100);

/** What may be asked of a resource. */
export type Askable = Required<Pick<AnyResource, 'search' | 'filters'>>;

type Query = Readonly<Record<string, unknown>>;

/** What somebody may ask: what is kept from them, they could find out letter by letter. */
async function askableOf(
  { search = [], filters = {}, redactions = {} }: AnyResource,
  ctx: Pick<Context, 'db' | 'user'>,
  query: Query,
): Promise<Askable> {
  const kept = new Set(keptFields(redactions, ctx.user.role));
  if (kept.size === 0) return { search, filters };
  const open = Object.entries(filters).map(async ([name, filter]): Promise<[string, Filter][]> => {
    if ('text' in filter) {
      // By what it looks up may depend on the word.
      const condition = await filter.text(word.parse(query[name] ?? '') || 'a', ctx);
      return mentions(condition, kept) ? [] : [[name, filter]];
    }
    const choices = Object.entries(filter.choices).filter(([, condition]) => !mentions(condition, kept));
    return choices.length === 0 ? [] : [[name, { ...filter, choices: Object.fromEntries(choices) }]];
  });
  return {
    search: search.filter((name) => !kept.has(name)),
    filters: Object.fromEntries((await Promise.all(open)).flat()),
  };
}

type Filter = Askable['filters'][string];

/** Whether a condition goes by one of these fields, however deep within. */
function mentions(condition: unknown, fields: ReadonlySet<string>): boolean {
  if (typeof condition !== 'object' || condition === null) return false;
  return Object.entries(condition).some(([name, inner]) => fields.has(name) || mentions(inner, fields));
}

function questionOf({ search, filters }: Askable, query: Query): ResourceQuestion {
  const values = Object.entries(filters).map(([name, filter]) => {
    const given = word.parse(query[name] ?? '');
    const isKnown = 'text' in filter ? given !== '' : Object.hasOwn(filter.choices, given);
    return [name, isKnown ? given : null] as const;
  });
  const text = search.length > 0 ? SearchText.parse(query['q'] ?? '') : '';
  return { text: isTooShort(text) ? '' : text, askable: { search, filters }, values: Object.fromEntries(values) };
}

async function conditionOf(
  { filters = {} }: AnyResource,
  ctx: Pick<Context, 'db'>,
  { text, askable, values }: ResourceQuestion,
): Promise<object> {
  const contains = { contains: likeText(text), mode: 'insensitive' } as const;
  const wanted = text === '' ? [] : [{ OR: askable.search.map((name) => ({ [name]: contains })) }];
  const chosen = Object.entries(filters).map(async ([name, filter]) => {
    const value = values[name] ?? null;
    if (value === null) return {};
    return 'text' in filter ? filter.text(value, ctx) : (filter.choices[value] ?? {});
  });
  return { AND: [...wanted, ...(await Promise.all(chosen))] };
}

/** A column with all that is said of it. */
interface WholeColumn {
  readonly name: string;
  readonly label: string;
  readonly show: (row: ResourceRow) => Shown;
}

/** Reads a column: a field by its name, or what is made of a row. */
export function wholeColumn(column: Column<ResourceRow>): WholeColumn {
  if (typeof column !== 'string') return { ...column, label: column.label ?? labelOf(column.name) };
  // That the field is one of these the declaration was checked for.
  return { name: column, label: labelOf(column), show: (row) => row[column] as Shown };
}

/** Writes the name of a field as words: `Created at`. */
export function labelOf(name: string): string {
  const words = name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function columnsOf({ columns }: AnyResource): Columns<ResourceRow> {
  const id = ['id', (row: ResourceRow): Cell => row.id] as const;
  const others = columns
    .map(wholeColumn)
    .map(({ name, show }) => [name, (row: ResourceRow) => cellOf(show(row))] as const);
  return Object.fromEntries([id, ...others]);
}

function cellOf(shown: Shown): Cell {
  if (shown === null || typeof shown !== 'object' || shown instanceof Date) return shown;
  return 'picture' in shown ? shown.picture : shown.text;
}

/** What is common to requests of one row. */
export const NoForm = z.record(z.string(), z.unknown()).catch({});

/** Who asks, and for which row. */
export interface OfRow {
  readonly ctx: Context;
  readonly row: ResourceRow;
}
