import type { Arbitrary } from 'fast-check';
import * as fc from 'fast-check';
import type { Calling } from './callings.ts';

/** How the input is written into the query. */
const spellings: ((text: string) => string)[] = [
  (text) => encodeURIComponent(text),
  (text) => encodeURIComponent(text),
  (text) => new URLSearchParams({ x: text }).toString().slice(2),
  // What a careless client leaves as it is.
  (text) => encodeURIComponent(text).replaceAll('%22', '"').replaceAll('%7B', '{').replaceAll('%3A', ':'),
  (text) => encodeURIComponent(text).toLowerCase(),
];
const oddInputs = [
  '',
  '%',
  '%7B',
  '%ff',
  '%00',
  'null',
  '%5B%5D',
  '1',
  '%22a%22',
  '%7B%22__proto__%22%3A1%7D',
  '%EF%BB%BF1',
  '"',
  '%20',
];
const oddParts = [
  'batch=0',
  'batch=true',
  'batch',
  '%62atch=1',
  'batch=1',
  'input=%22second%22',
  '%69nput=1',
  'connectionParams=%7B%7D',
  'connectionParams=x',
  'more=1',
  '=',
  '',
  'batch=1#',
  'client=a%2F1',
];

/** How it is written. */
export interface Writing {
  readonly spelling: (text: string) => string;
  readonly oddInput: string | null;
  readonly parts: readonly string[];
  readonly isTurned: boolean;
}

/** As links write it. */
export const plainWriting: Arbitrary<Writing> = fc.record({
  spelling: fc.constantFrom(...spellings),
  oddInput: fc.constant(null),
  parts: fc.constant([]),
  isTurned: fc.constant(false),
});
/** As nobody should. */
export const oddWriting: Arbitrary<Writing> = fc.record({
  spelling: fc.constantFrom(...spellings),
  oddInput: fc.option(fc.constantFrom(...oddInputs)),
  parts: fc.array(fc.constantFrom(...oddParts), { maxLength: 2 }),
  isTurned: fc.boolean(),
});

/** The inputs as a client puts them together; undefined where there is nothing to send. */
export function textOf({ inputs, isBatch }: Calling): string | undefined {
  if (!isBatch) return JSON.stringify(inputs[0]);
  return JSON.stringify(
    Object.fromEntries(inputs.flatMap((input, index) => (input === undefined ? [] : [[index, input]]))),
  );
}

/** The query, with its question mark; the empty text where there is none. */
export function queryOf(calling: Calling, { spelling, oddInput, parts, isTurned }: Writing): string {
  const text = calling.isPosted ? undefined : textOf(calling);
  const input = oddInput ?? (text === undefined ? null : spelling(text));
  const own = [...(calling.isBatch ? ['batch=1'] : []), ...(input === null ? [] : [`input=${input}`])];
  const all = [...(isTurned ? own.toReversed() : own), ...parts];
  return all.length === 0 ? '' : `?${all.join('&')}`;
}

/** Where the calls are mounted. */
export const usualPath = (joined: string) => `/api/trpc/${joined}`;
/** Other ways to say it, most of which are not where the calls are. */
export const paths = [
  usualPath,
  (joined: string) => `/api/trpc/${joined}/`,
  (joined: string) => `/api/trpc//${joined}`,
  (joined: string) => `/api/trpc/x/${joined}`,
  (joined: string) => `/API/trpc/${joined}`,
  (joined: string) => `/api/trpc/${joined.replaceAll(',', '%2C')}`,
  (joined: string) => `http://other.example/api/trpc/${joined}`,
  (joined: string) => `/api/trpc/./${joined}`,
];
