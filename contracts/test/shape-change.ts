import type { Chance } from './chance.ts';
import {
  byKind,
  type Field,
  type Keys,
  type Mark,
  type PerKind,
  type Scalar,
  type Shape,
  type ShapeOf,
  type Variant,
} from './shape.ts';
import {
  listChecks,
  numberBases,
  numberChecks,
  others,
  refinements,
  scalars,
  textBases,
  textChecks,
  transforms,
} from './vocabulary.ts';

interface Given {
  /** What is added, or stands in the place of something. */
  readonly fresh: Shape;
  readonly chance: Chance;
}

/** Changes what a shape says of itself. */
export function changeOwn(shape: Shape, given: Given): Shape {
  return byKind(changers, shape, given);
}

const changers: PerKind<Given, Shape> = {
  text: (shape, { chance }) => ({
    ...shape,
    ...changeChecks(shape, { bases: Object.keys(textBases), checks: textChecks }, chance),
  }),
  number: (shape, { chance }) => ({
    ...shape,
    ...changeChecks(shape, { bases: numberBases, checks: numberChecks }, chance),
  }),
  other: (_, { chance }) => ({ of: 'other', base: chance.pick(Object.keys(others)) }),
  members: (shape, { chance }) => changeMembers(shape, chance),
  object: changeObject,
  list: (shape, { chance }) => ({ ...shape, checks: changeList(shape.checks, chance.pick(listChecks), chance) }),
  tuple: changeTuple,
  record: (shape, { chance }) => ({ ...shape, keys: changeKeys(shape.keys, chance) }),
  union: changeUnion,
  variants: changeVariants,
  both: (shape) => ({ ...shape, left: shape.right, right: shape.left }),
  recursive: (shape) => ({ ...shape, form: shape.form === 'lazy' ? 'getter' : 'lazy' }),
  self: (_, { fresh }) => fresh,
  wrapped: ({ inner }) => inner,
  registered: ({ inner }) => inner,
  preprocessed: (shape, { chance }) =>
    chance.once(2) ? shape.inner : { ...shape, by: chance.below(transforms.length) },
  refined: (shape, { chance }) => (chance.once(2) ? shape.inner : { ...shape, by: chance.below(refinements.length) }),
  piped: changePipe,
};

interface Checked {
  readonly base: string;
  readonly checks: readonly string[];
}

interface Words {
  readonly bases: readonly string[];
  readonly checks: readonly string[];
}

function changeChecks({ base, checks }: Checked, words: Words, chance: Chance): Checked {
  if (chance.once(4)) return { base: chance.pick(words.bases), checks };
  return { base, checks: changeList(checks, chance.pick(words.checks), chance) };
}

/** Adds one, takes one out, puts one in the place of another, or turns the order round. */
function changeList<T>(list: readonly T[], one: T, chance: Chance): T[] {
  const at = chance.below(list.length + 1);
  switch (chance.below(4)) {
    case 0:
      return list.toSpliced(at, 0, one);
    case 1:
      return list.toSpliced(at, 1);
    case 2:
      return list.toSpliced(at, 1, one);
    default:
      return list.toReversed();
  }
}

/** The same, but for those that hold something. */
function changeSome<T>(list: readonly T[], one: T, chance: Chance): T[] {
  const changed = changeList(list, one, chance);
  return changed.length > 0 ? changed : [one];
}

const marks: readonly Mark[] = [true, false, null];
const names = ['a', 'b', 'c', 'd'];

function changeMembers(shape: ShapeOf<'members'>, chance: Chance): Shape {
  if (shape.form === 'enum' && chance.once(4)) return { ...shape, extensible: chance.pick(marks) };
  const one: Scalar = shape.form === 'enum' ? chance.pick(names) : chance.pick(scalars);
  return { ...shape, values: [...new Set(changeSome(shape.values, one, chance))] };
}

function changeObject(shape: ShapeOf<'object'>, { fresh, chance }: Given): Shape {
  if (chance.once(4)) return { ...shape, mode: chance.pick(['strip', 'strict', 'loose']) };
  if (chance.once(8)) return { ...shape, catchall: shape.catchall ? null : fresh };
  const fields = changeFields(shape.fields, fresh, chance);
  return { ...shape, fields: [...new Map(fields.map((field) => [field.name, field])).values()] };
}

const presences = ['required', 'optional', 'exactOptional', 'default', 'prefault', 'catch'] as const;

function changeFields(fields: readonly Field[], shape: Shape, chance: Chance): Field[] {
  const name = chance.pick([...names, 'kind']);
  const added: Field = { name, presence: chance.pick(presences), shape, seed: chance.below(4) };
  const at = chance.below(fields.length);
  const field = fields[at];
  if (!field) return [added];
  switch (chance.below(4)) {
    case 0:
      return fields.with(at, { ...field, presence: chance.pick(presences) });
    case 1:
      return fields.with(at, { ...field, name });
    default:
      return changeList(fields, added, chance);
  }
}

function changeTuple(shape: ShapeOf<'tuple'>, { fresh, chance }: Given): Shape {
  if (chance.once(3)) return { ...shape, rest: shape.rest ? null : fresh };
  return { ...shape, items: changeFields(shape.items, fresh, chance) };
}

function changeUnion(shape: ShapeOf<'union'>, { fresh, chance }: Given): Shape {
  if (chance.once(5)) return { ...shape, form: shape.form === 'xor' ? 'union' : 'xor' };
  return { ...shape, options: changeSome(shape.options, fresh, chance) };
}

function changeVariants(shape: ShapeOf<'variants'>, { fresh, chance }: Given): Shape {
  if (chance.once(8)) return { ...shape, isFallback: !shape.isFallback };
  if (chance.once(6)) return { ...shape, key: shape.key === 'kind' ? 'type' : 'kind' };
  const { variants } = shape;
  const at = chance.below(variants.length);
  const variant = variants[at];
  if (variant && chance.once(2)) {
    return { ...shape, variants: variants.with(at, { ...variant, tags: changeSome(variant.tags, 'u', chance) }) };
  }
  const body = fresh.of === 'object' ? fresh : empty;
  const added: Variant = { tags: [chance.pick(['x', 'y', 'z', 'u'])], body };
  return { ...shape, variants: changeSome(variants, added, chance) };
}

const empty: ShapeOf<'object'> = { of: 'object', mode: 'strip', catchall: null, fields: [] };

function changePipe(shape: ShapeOf<'piped'>, { fresh, chance }: Given): Shape {
  if (chance.once(2)) return { ...shape, second: shape.second ? null : fresh };
  return { ...shape, by: chance.once(3) ? null : chance.below(transforms.length) };
}

function changeKeys(keys: Keys, chance: Chance): Keys {
  if (keys.of === 'names' && chance.once(2)) {
    return { ...keys, names: [...new Set(changeSome(keys.names, chance.pick(names), chance))] };
  }
  const isPartial = chance.once(2);
  return chance.pick<Keys>([
    { of: 'any' },
    { of: 'number', check: chance.pick(['', '.min(2)', '.int()']) },
    { of: 'pattern', check: chance.pick(['.regex(/^a/)', '.max(1)', '.trim()']), isLoose: isPartial },
    { of: 'names', names: keys.of === 'names' ? keys.names : ['a', 'b'], isPartial, extensible: chance.pick(marks) },
  ]);
}
