import type { Chance } from './chance.ts';
import {
  byKind,
  type Field,
  isRecursion,
  type Keys,
  type PerKind,
  type Shape,
  type ShapeOf,
  tellable,
} from './shape.ts';
import { numbers, others, scalars, textBases, texts } from './vocabulary.ts';

/** Stands for what is left out. */
export const absent = Symbol('absent');

interface Scope {
  readonly chance: Chance;
  readonly depth: number;
  /** What `self` stands for. */
  readonly self: Shape | null;
  /** Once in how many places something else than what is asked for is sent; 0 for never. */
  readonly wildness: number;
}

const depthMax = 7;

/**
 * Makes a value that a shape may well take: most often one that it says, now and then something else in some place.
 *
 * @returns JSON, or `absent`.
 */
export function valueOf(shape: Shape, chance: Chance, wildness = 25): unknown {
  return make(shape, { chance, depth: 0, self: null, wildness });
}

const wild: readonly unknown[] = [null, '', 'a', 'ab', 0, 1, 13, 0.5, true, [], {}, ['a'], { a: 'a' }, { kind: 'x' }];

function make(shape: Shape, scope: Scope): unknown {
  const { chance, depth, wildness } = scope;
  if (depth > depthMax) return null;
  if (wildness > 0 && chance.once(wildness)) return chance.pick(wild);
  return byKind(makers, shape, { ...scope, depth: depth + 1 });
}

const makers: PerKind<Scope, unknown> = {
  text: ({ base }, { chance }) => chance.pick([...(textBases[base] ?? []), ...texts]),
  number: (_, { chance }) => chance.pick(numbers),
  other: ({ base }, { chance }) => chance.pick([...(others[base] ?? []), ...(others[base]?.length ? [] : [null])]),
  members: ({ values }, { chance }) => chance.pick(chance.once(12) ? scalars : values),
  object: makeObject,
  list: ({ item }, scope) => Array.from({ length: scope.chance.below(4) }, () => present(make(item, scope))),
  tuple: makeTuple,
  record: makeRecord,
  union: ({ options }, scope) => make(scope.chance.pick(options), scope),
  variants: makeVariant,
  both: makeBoth,
  recursive: (shape, scope) => make(shape.body, { ...scope, self: isRecursion(shape) ? shape : null }),
  self: (_, scope) => (scope.self ? make(scope.self, scope) : null),
  wrapped: makeWrapped,
  registered: ({ inner }, scope) => make(inner, scope),
  preprocessed: ({ inner }, scope) => make(inner, scope),
  refined: ({ inner }, scope) => make(inner, scope),
  piped: ({ first }, scope) => make(first, scope),
};

function makeWrapped({ by, inner }: ShapeOf<'wrapped'>, scope: Scope): unknown {
  if (by === 'nullable' && scope.chance.once(4)) return null;
  return by === 'optional' && scope.chance.once(4) ? absent : make(inner, scope);
}

/** In a list, what is left out becomes null, as JSON has it. */
function present(value: unknown): unknown {
  return value === absent ? null : value;
}

function makeObject({ fields, catchall }: ShapeOf<'object'>, scope: Scope): Record<string, unknown> {
  const found = entriesOf(fields, scope);
  if (catchall && scope.chance.once(2)) found.push([scope.chance.pick(['a', 'b', 'more']), make(catchall, scope)]);
  return Object.fromEntries(found.filter(([, value]) => value !== absent));
}

function entriesOf(fields: readonly Field[], scope: Scope): [string, unknown][] {
  return fields.map(({ name, presence, shape }) => [
    name,
    presence !== 'required' && scope.chance.once(3) ? absent : make(shape, scope),
  ]);
}

function makeVariant({ key, variants }: ShapeOf<'variants'>, scope: Scope): unknown {
  const { tags, body } = scope.chance.pick(tellable(variants));
  return { ...makeObject(body, scope), [key]: scope.chance.once(12) ? 'w' : scope.chance.pick(tags) };
}

function makeTuple({ items, rest }: ShapeOf<'tuple'>, scope: Scope): unknown[] {
  const made = entriesOf(items, scope).map(([, value]) => value);
  const end = made.indexOf(absent);
  if (end !== -1 && scope.chance.once(2)) return made.slice(0, end);
  const more = rest ? Array.from({ length: scope.chance.below(3) }, () => make(rest, scope)) : [];
  return [...made, ...more].map(present);
}

function makeRecord({ keys, value }: ShapeOf<'record'>, scope: Scope): Record<string, unknown> {
  const found = keysOf(keys, scope.chance).map((name): [string, unknown] => [name, make(value, scope)]);
  return Object.fromEntries(found.filter(([, one]) => one !== absent));
}

function keysOf(keys: Keys, chance: Chance): string[] {
  if (keys.of === 'names') return keys.names.filter(() => !keys.isPartial || chance.once(2));
  const some = keys.of === 'number' ? ['1', '2.5', '-3', 'a'] : ['a', 'b', 'ab', ' a', 'kind', 'c', ''];
  return Array.from({ length: chance.below(3) }, () => chance.pick(some));
}

/** Of two objects, what both ask for; of anything else, what one of them does. */
function makeBoth({ left, right }: ShapeOf<'both'>, scope: Scope): unknown {
  const [one, other] = [make(left, scope), make(right, scope)];
  return isRecord(one) && isRecord(other) ? { ...one, ...other } : scope.chance.pick([one, other]);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
