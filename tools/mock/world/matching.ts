import type { Chance } from './chance.ts';
import type { Shape } from './schema.ts';
import { type Fields, keyOf } from './things.ts';

/** A field of an input that says which things of a list are wanted. */
export interface Filter {
  readonly name: string;
  readonly value: unknown;
}

/** Names of fields that hold words to look for. */
const search = /^(?:q|query|search|term|text|words?|keywords?)$/i;

/** The words that an input looks for, in small letters. */
export function wordsIn(input: Fields): string[] {
  return Object.entries(input).flatMap(([name, value]) =>
    search.test(name) && typeof value === 'string' ? (value.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) : [],
  );
}

/** How to tell whether something belongs in a list. */
export interface Matching {
  /** The field that names what the things of the list are. */
  readonly key: string | null;
  /** Decides where nothing of the thing itself does. */
  readonly chance: Chance;
  /** What was sent to make it, where a call made it. */
  readonly sent: Fields | null;
  /** How many of all belong there that nothing of their own says. */
  readonly share: number;
}

/** Tells whether a thing is one of those that a filter asks for. */
export function matches(thing: Fields, { name, value }: Filter, matching: Matching): boolean {
  if (search.test(name)) return wordsIn({ [name]: value }).every((word) => textIn(thing).includes(word));
  // What a list is asked for by its own name is what it stands beside, such as the articles like one.
  const chance = matching.chance.of('filter', name, JSON.stringify(value) ?? '');
  if (name === matching.key) return !isSame(thing[name], value) && chance.happens(matching.share);
  if (Object.hasOwn(thing, name)) return holds(thing[name], value);
  if (Object.hasOwn(thing, `${name}s`)) return holds(thing[`${name}s`], value);
  if (matching.sent) return holds(matching.sent[name], value);
  return chance.happens(matching.share);
}

function holds(found: unknown, value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0 || value.some((one) => holds(found, one));
  if (Array.isArray(found)) return found.some((one) => holds(one, value));
  if (typeof found === 'object' && found !== null) return Object.values(found).some((one) => isSame(one, value));
  return isSame(found, value);
}

function isSame(one: unknown, other: unknown): boolean {
  return typeof one === 'string' && typeof other === 'string'
    ? one.toLowerCase() === other.toLowerCase()
    : one === other;
}

/** What is written in a thing itself, not in whoever belongs to it. */
function textIn(thing: Fields): string {
  const texts = Object.values(thing).flat();
  return texts
    .filter((text) => typeof text === 'string')
    .join('\n')
    .toLowerCase();
}

/** Whether what a call made is of the kind that a list holds: whether it has most of the fields. */
export function isOfKind(fields: Fields, shape: Shape): boolean {
  const names = Object.keys(shape);
  const shared = names.filter((name) => Object.hasOwn(fields, name));
  return keyOf(shape) !== null && shared.length >= names.length * 0.7;
}
