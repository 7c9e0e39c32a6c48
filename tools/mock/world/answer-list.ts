import type { Listing } from './listing.ts';
import { make } from './make.ts';
import { singular } from './make-list.ts';
import { type Filter, isOfKind, matches } from './matching.ts';
import { factsOf, isPagingField, type Paged, type Paging, pagingOf, stretchOf } from './paging.ts';
import { type Place, placeIn } from './place.ts';
import { accepts, boundsOf, coreOf, definitionOf, type Node, type Shape, shapeOf } from './schema.ts';
import { type Fields, keyOf, type Thing } from './things.ts';

/** A call that is answered with a list. */
export interface ListCall {
  readonly output: Node;
  readonly input: Fields;
  readonly inputShape: Shape;
  /** Where the answer stands: its chance is that of the procedure. */
  readonly place: Place;
}

/** A row of a list before it is made: what it is, where it has a name, and what was sent by whoever made it. */
interface Row {
  readonly value: string | number | null;
  readonly sent: Fields | null;
}

/** Answers with a list: with the part of it that was asked for, where it is asked for page by page. */
export function answerList(listing: Listing, call: ListCall): unknown {
  const { output, input, place } = call;
  const paging = pagingOf(call.inputShape);
  const made = new Map<Row, unknown>();
  const elementOf = (row: Row, at: number) => {
    const known = made.get(row) ?? makeRow(listing, place, { row, at });
    made.set(row, known);
    return known;
  };
  const rows = rowsOf(listing, call, { paging, elementOf });
  const paged: Paged = {
    paging,
    input,
    total: rows.length,
    placeOf: (cursor) => rows.findIndex(({ value }) => value !== null && value === cursor),
    makeCursor: (at) => makeCursor(paging, place, at),
  };
  const stretch = stretchOf(paged);
  const elements = rows.slice(stretch.from, stretch.to).map((row, at) => elementOf(row, stretch.from + at));
  const { field } = listing;
  if (field === null) return elements;
  const shape = shapeOf(output) ?? {};
  const undone = undoneOf(shape, () => rows.map(elementOf));
  const given = { ...place.given, ...factsOf(shape, field, { stretch, paged }), ...undone, [field]: elements };
  return make(output, { ...place, chance: place.chance.of(JSON.stringify(input)), given });
}

function makeRow({ element, field, shape }: Listing, { world, chance }: Place, { row, at }: { row: Row; at: number }) {
  const key = keyOf(shape);
  const given = key === null || row.value === null ? {} : { [key]: row.value };
  const name = singular(field ?? '');
  return make(element, placeIn(world, chance.of('row', row.value ?? at), { name, given, row: at }));
}

function makeCursor({ cursor = '', shape }: Paging, { world, chance }: Place, at: number): unknown {
  const schema = shape[cursor];
  return schema && make(coreOf(schema), placeIn(world, chance.of('cursor', at), { name: cursor }));
}

interface Asking {
  readonly paging: Paging;
  elementOf(row: Row, at: number): unknown;
}

/** The rows of the whole list that the filters leave; a few of them, where nobody asks for it page by page. */
function rowsOf(listing: Listing, call: ListCall, asking: Asking): Row[] {
  const filters = filtersOf(call.input, asking.paging);
  const all = allRows(listing, call, asking.paging);
  const wanted = ranked(listing, wantedOf(all, { listing, call, asking, filters }), asking.elementOf);
  if (asking.paging.isPaged) return wanted;
  const { minItems = 0, maxItems = Infinity } = boundsOf(listing.list);
  // What was made here comes in addition: it would otherwise push something out.
  const own = wanted.filter(({ sent }) => sent !== null).length;
  const count = Math.min(Math.max(lengthOf(listing, call) + own, minItems), maxItems);
  // What stands beside something else is the latest of it, and what is ranked the first.
  const isBeside = filters.some(({ name }) => name !== keyOf(listing.shape)) || rankingOf(listing) !== null;
  const cut = isBeside ? wanted.slice(0, count) : spread(wanted, count, own);
  return cut.length < minItems ? all.slice(0, minItems) : cut;
}

function filtersOf(input: Fields, paging: Paging): Filter[] {
  return Object.entries(input)
    .map(([name, value]) => ({ name, value }))
    .filter(({ value }) => value !== undefined && value !== null && value !== '')
    .filter(({ name }) => !isPagingField(paging, name));
}

interface Wanting {
  readonly listing: Listing;
  readonly call: ListCall;
  readonly asking: Asking;
  readonly filters: readonly Filter[];
}

function wantedOf(rows: Row[], { listing, call, asking, filters }: Wanting): Row[] {
  if (filters.length === 0) return rows;
  const key = keyOf(listing.shape);
  const share = asking.paging.isPaged ? 0.2 : 0.3;
  return rows.filter((row, at) => {
    const thing = thingOfRow(asking.elementOf(row, at), listing);
    const matching = { key, chance: call.place.chance.of('row', row.value ?? at), sent: row.sent, share };
    return filters.every((filter) => matches(thing, filter, matching));
  });
}

/** So many rows from all over the list, so that a few of it are not all of the same hour; the first ones in any case. */
function spread(rows: readonly Row[], count: number, first: number): Row[] {
  const others = rows.slice(first);
  const step = Math.max(1, Math.floor(others.length / Math.max(1, count - first)));
  return [...rows.slice(0, first), ...others.filter((_, at) => at % step === 0)].slice(0, count);
}

function allRows({ shape }: Listing, { place }: ListCall, paging: Paging): Row[] {
  const { world, chance } = place;
  const key = keyOf(shape);
  const schema = key === null ? undefined : shape[key];
  const population = paging.isPaged ? chance.of('population').between(60, 110) : 120;
  if (key === null || schema === undefined)
    return Array.from({ length: population }, () => ({ value: null, sent: null }));
  const naming = (from: Place['chance']) => make(coreOf(schema), placeIn(world, from, { name: key }));
  const isThere = (value: Thing['value']) => !world.memory.isGone({ key, value });
  const own = world.memory.made.filter((made) => made.thing.key === key && isOfKind(made.fields, shape));
  const made = own.filter(({ thing }) => accepts(schema, thing.value));
  const isOther = (value: Thing['value']) => made.every(({ thing }) => thing.value !== value);
  const others = world.pools
    .valuesOf({ key, schema, group: world.group, make: naming })
    .slice(0, population)
    .filter(isThere)
    .filter(isOther);
  return [
    ...made.map(({ thing, sent }): Row => ({ value: thing.value, sent })),
    ...others.map((value): Row => ({ value, sent: null })),
  ];
}

/** Rows of a name and a number are short, and there are many; of what stands beside something else, a few; else a handful. */
function lengthOf(listing: Listing, { place, input }: ListCall): number {
  const chance = place.chance.of('length', JSON.stringify(input));
  if (rankingOf(listing) !== null) return chance.between(16, 24);
  return Object.hasOwn(input, keyOf(listing.shape) ?? '') ? chance.between(3, 4) : chance.between(3, 8);
}

/** The number by which rows of a name and a number are ranked, or null where they are something else. */
function rankingOf({ shape, wrapped }: Listing): string | null {
  const names = Object.keys(shape);
  const number = names.find((name) => shape[name] && definitionOf(coreOf(shape[name])).type === 'number');
  return names.length === 2 && wrapped === null && keyOf(shape) !== number ? (number ?? null) : null;
}

function ranked(listing: Listing, rows: Row[], elementOf: Asking['elementOf']): Row[] {
  const by = rankingOf(listing);
  if (by === null) return rows;
  const rank = (row: Row) => Number(thingOfRow(elementOf(row, rows.indexOf(row)), listing)[by]);
  return rows.toSorted((a, b) => rank(b) - rank(a));
}

/** The thing that a row is, or is wrapped around. */
export function thingOfRow(element: unknown, { wrapped }: Pick<Listing, 'wrapped'>): Fields {
  const fields = typeof element === 'object' && element !== null ? (element as Fields) : {};
  const inner = wrapped === null ? fields : fields[wrapped];
  return typeof inner === 'object' && inner !== null ? (inner as Fields) : {};
}

/** What counts how many of the things something has not been done with: `unread`, by their `readAt`. */
function undoneOf(shape: Shape, elements: () => unknown[]): Fields {
  const counts = Object.keys(shape).flatMap((name) => {
    const [, deed] = /^un([a-z]+)$/.exec(name) ?? [];
    const isNumber = definitionOf(coreOf(shape[name] as Node)).type === 'number';
    return deed === undefined || !isNumber ? [] : [[name, elements().filter((one) => isUndone(one, deed)).length]];
  });
  return Object.fromEntries(counts);
}

function isUndone(element: unknown, deed: string): boolean {
  if (typeof element !== 'object' || element === null) return false;
  const fields = element as Fields;
  return fields[`${deed}At`] === null || fields[deed] === false;
}
