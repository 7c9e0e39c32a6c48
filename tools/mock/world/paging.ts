import { accepts, coreOf, definitionOf, type Shape } from './schema.ts';
import type { Fields } from './things.ts';

const names = {
  limit: /^(?:limit|first|take|pageSize|perPage|size)$/i,
  offset: /^(?:offset|skip)$/i,
  page: /^(?:page|pageNumber)$/i,
  cursor: /^(?:after|cursor|pageToken|startAfter|lastId|continuation|next)$/i,
};

/** How many a page holds where nobody says. */
const usualLimit = 20;

/** The fields of an input by which a list is asked for page by page. */
export interface Paging {
  /** False where there is none: then the list comes whole. */
  readonly isPaged: boolean;
  readonly limit: string | undefined;
  readonly offset: string | undefined;
  readonly page: string | undefined;
  readonly cursor: string | undefined;
  readonly shape: Shape;
}

/** Finds out how a list is asked for. */
export function pagingOf(shape: Shape): Paging {
  const find = (pattern: RegExp) => Object.keys(shape).find((name) => pattern.test(name));
  const found = {
    limit: find(names.limit),
    offset: find(names.offset),
    page: find(names.page),
    cursor: find(names.cursor),
  };
  return { ...found, shape, isPaged: Object.values(found).some((name) => name !== undefined) };
}

/** What of an input asks for a part of the list, rather than for another list. */
export function isPagingField(paging: Paging, name: string): boolean {
  return [paging.limit, paging.offset, paging.page, paging.cursor].includes(name);
}

/** A list of which pages are asked for. */
export interface Paged {
  readonly paging: Paging;
  readonly input: Fields;
  readonly total: number;
  /** Where in the list the thing stands that a cursor names; -1 where it names none. */
  placeOf(cursor: unknown): number;
  /** Makes a cursor for a place in the list, where the schema takes no usual one. */
  makeCursor(at: number): unknown;
}

/** From where to where a page goes. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** The part of the list that is asked for. A cursor that names no place in it begins anew. */
export function stretchOf({ paging, input, ...paged }: Paged): Stretch {
  if (!paging.isPaged) return { from: 0, to: paged.total };
  const limit = numberAt(input, paging.limit) ?? usualLimit;
  const cursor = paging.cursor === undefined ? undefined : input[paging.cursor];
  const isAfter = cursor !== undefined && cursor !== null;
  const page = numberAt(input, paging.page) ?? 1;
  const from = isAfter
    ? Math.max(0, placeAfter(cursor, { paging, input, ...paged }))
    : (numberAt(input, paging.offset) ?? (page - 1) * limit);
  return { from, to: Math.max(from, Math.min(from + limit, paged.total)) };
}

function numberAt(input: Fields, name: string | undefined): number | undefined {
  const value = name === undefined ? undefined : input[name];
  return typeof value === 'number' ? value : undefined;
}

function placeAfter(cursor: unknown, paged: Paged): number {
  for (let at = 1; at <= paged.total; at += 1) if (cursorFor(at, paged) === cursor) return at;
  return paged.placeOf(cursor) + 1;
}

/** What asks for what follows a place in the list, in the form that the input takes. */
function cursorFor(at: number, { paging, makeCursor }: Paged): unknown {
  const schema = paging.cursor === undefined ? undefined : paging.shape[paging.cursor];
  if (schema === undefined) return at;
  const usual = definitionOf(coreOf(schema)).type === 'number' ? at : Buffer.from(`after ${at}`).toString('base64url');
  return accepts(schema, usual) ? usual : makeCursor(at);
}

/**
 * What an answer says of its page, by the names of its fields: the total, whether there is more, and how to ask for it.
 *
 * @param shape of the answer.
 * @param field which holds the list.
 */
export function factsOf(shape: Shape, field: string, { stretch, paged }: { stretch: Stretch; paged: Paged }): Fields {
  const { from, to } = stretch;
  const { total, paging, input } = paged;
  const limit = numberAt(input, paging.limit) ?? usualLimit;
  const more = to < total && to > from;
  const page = Math.floor(from / limit) + 1;
  const nextPage = paging.offset === undefined && paging.page !== undefined ? page + 1 : to;
  const next = paging.cursor === undefined ? nextPage : cursorFor(to, paged);
  const facts: [names: RegExp, value: unknown][] = [
    [/^(?:total|totalCount|totalItems|count)$/i, total],
    [/^(?:next|nextCursor|nextPage|nextOffset|nextPageToken|endCursor|cursor)$/i, more ? next : null],
    [/^(?:hasMore|hasNext|hasNextPage|isMore|more)$/i, more],
    [/^(?:isLast|last|done|isDone)$/i, !more],
    [/^(?:pages|pageCount|totalPages|lastPage)$/i, Math.max(1, Math.ceil(total / limit))],
    [/^(?:page|pageNumber|currentPage)$/i, page],
  ];
  return Object.fromEntries(
    Object.keys(shape).flatMap((name) => {
      if (name === field) return [];
      // `articlesCount` beside `articles`.
      if (name.toLowerCase() === `${field}count`.toLowerCase()) return [[name, total]];
      const found = facts.find(([pattern]) => pattern.test(name));
      return found ? [[name, found[1]]] : [];
    }),
  );
}
