import type { Arbitrary } from 'fast-check';
import * as fc from 'fast-check';
import type { Field, Keys, Mark, Scalar, Shape, ShapeOf, Variant } from './shape.ts';
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

/** Shapes of every kind, few of them deep. */
export function shapes(depthMax = 3): Arbitrary<Shape> {
  const { shape } = fc.letrec<{ shape: Shape; object: ShapeOf<'object'>; field: Field; container: Shape }>((tie) => ({
    shape: fc.oneof(
      { maxDepth: depthMax, depthIdentifier: 'shape', withCrossShrink: true },
      ...leaves(),
      ...composites(tie('shape'), tie('object'), tie('field')),
      {
        arbitrary: one('recursive', { form: fc.constantFrom('getter', 'lazy'), body: tie('container') }),
        weight: 2,
      },
    ),
    container: fc.oneof(tie('object'), lists(tie('shape')), records(tie('shape'))),
    object: objects(tie('field'), tie('shape')),
    field: fields(tie('shape')),
  }));
  return shape;
}

const sometimes = fc.constantFrom(false, false, false, true);

const marks: Arbitrary<Mark> = fc.constantFrom<Mark>(null, true, false);

function leaves() {
  return [
    { arbitrary: textShapes, weight: 6 },
    { arbitrary: numberShapes, weight: 5 },
    { arbitrary: one('other', { base: fc.constantFrom(...Object.keys(others)) }), weight: 3 },
    { arbitrary: members, weight: 5 },
    { arbitrary: fc.constant<Shape>({ of: 'self' }), weight: 1 },
  ];
}

type Parts<O extends Shape['of']> = {
  [K in Exclude<keyof Extract<Shape, { of: O }>, 'of'>]: Arbitrary<Extract<Shape, { of: O }>[K]>;
};

/** Shapes of one kind, out of what they are made of. */
function one<O extends Shape['of']>(of: O, parts: Parts<O>): Arbitrary<Shape> {
  // That the parts are those of the kind, their type has said.
  return fc.record(parts as Record<string, Arbitrary<unknown>>).map((made) => ({ of, ...made }) as unknown as Shape);
}

const few = <T>(of: readonly T[], maxLength: number) => fc.array(fc.constantFrom(...of), { maxLength });

/** Half of them without a format: those are the ones that most is said of. */
const textShapes: Arbitrary<Shape> = one('text', {
  base: fc.oneof(fc.constant('z.string()'), fc.constantFrom(...Object.keys(textBases))),
  checks: few(textChecks, 2),
});

const numberShapes: Arbitrary<Shape> = one('number', {
  base: fc.constantFrom(...numberBases),
  checks: few(numberChecks, 2),
});

const names = ['a', 'b', 'c', 'd'] as const;

const members: Arbitrary<Shape> = fc.oneof(
  one('members', {
    form: fc.constant('enum'),
    values: fc.uniqueArray(fc.constantFrom(...names), { minLength: 1, maxLength: 3 }),
    extensible: marks,
  }),
  one('members', {
    form: fc.constant('literal'),
    values: fc.uniqueArray(fc.constantFrom<Scalar>(...scalars), { minLength: 1, maxLength: 2 }),
    extensible: fc.constant(null),
  }),
);

function composites(shape: Arbitrary<Shape>, object: Arbitrary<ShapeOf<'object'>>, field: Arbitrary<Field>) {
  const pairs = one('both', { left: shape, right: shape });
  const objectPairs = one('both', { left: object, right: object });
  return [
    { arbitrary: object, weight: 9 },
    { arbitrary: lists(shape), weight: 3 },
    { arbitrary: records(shape), weight: 3 },
    { arbitrary: one('tuple', { items: fc.array(field, { maxLength: 3 }), rest: fc.option(shape) }), weight: 2 },
    { arbitrary: unions(shape), weight: 5 },
    {
      arbitrary: one('variants', {
        key: fc.constantFrom('kind', 'kind', 'type'),
        variants: fc.array(variants(object), { minLength: 1, maxLength: 3 }),
        isFallback: sometimes,
      }),
      weight: 4,
    },
    { arbitrary: fc.oneof(pairs, objectPairs), weight: 2 },
    { arbitrary: wrapped(shape), weight: 6 },
  ];
}

function wrapped(inner: Arbitrary<Shape>): Arbitrary<Shape> {
  return fc.oneof(
    {
      arbitrary: one('wrapped', {
        by: fc.constantFrom('nullable', 'nullable', 'readonly', 'optional', 'nonoptional'),
        inner,
      }),
      weight: 3,
    },
    { arbitrary: one('registered', { inner }), weight: 1 },
    { arbitrary: one('preprocessed', { by: fc.nat(transforms.length - 1), inner }), weight: 1 },
    { arbitrary: one('refined', { by: fc.nat(refinements.length - 1), inner }), weight: 2 },
    {
      arbitrary: one('piped', {
        by: fc.option(fc.nat(transforms.length - 1), { freq: 2 }),
        first: inner,
        second: fc.option(inner, { freq: 4 }),
      }),
      weight: 1,
    },
  );
}

function objects(field: Arbitrary<Field>, shape: Arbitrary<Shape>): Arbitrary<ShapeOf<'object'>> {
  return fc.record({
    of: fc.constant('object' as const),
    mode: fc.constantFrom('strip', 'strip', 'strict', 'loose'),
    catchall: fc.option(shape, { freq: 1 }),
    fields: fc.uniqueArray(field, { selector: ({ name }) => name, maxLength: 3 }),
  });
}

function fields(shape: Arbitrary<Shape>): Arbitrary<Field> {
  return fc.record({
    name: fc.constantFrom(...names, 'kind', 'to string'),
    presence: fc.constantFrom(
      'required',
      'required',
      'required',
      'optional',
      'optional',
      'exactOptional',
      'default',
      'prefault',
      'catch',
    ),
    shape,
    seed: fc.nat(3),
  });
}

function variants(object: Arbitrary<ShapeOf<'object'>>): Arbitrary<Variant> {
  return fc.record({
    tags: fc.uniqueArray(fc.constantFrom('x', 'y', 'z'), { minLength: 1, maxLength: 2 }),
    body: object,
  });
}

function lists(item: Arbitrary<Shape>): Arbitrary<Shape> {
  return one('list', { item, checks: few(listChecks, 2) });
}

function unions(shape: Arbitrary<Shape>): Arbitrary<Shape> {
  return one('union', {
    form: fc.constantFrom('union', 'union', 'union', 'xor'),
    options: fc.array(shape, { minLength: 1, maxLength: 3 }),
  });
}

function records(value: Arbitrary<Shape>): Arbitrary<Shape> {
  return one('record', { keys: keys(), value });
}

/** What the keys of a record may be. */
function keys(): Arbitrary<Keys> {
  return fc.oneof(
    fc.constant<Keys>({ of: 'any' }),
    fc.record({ of: fc.constant('number' as const), check: fc.constantFrom('', '', '.min(2)', '.int()') }),
    fc.record({
      of: fc.constant('pattern' as const),
      check: fc.constantFrom('.regex(/^a/)', '.regex(/b/)', '.max(1)', '.trim()'),
      isLoose: fc.boolean(),
    }),
    fc.record({
      of: fc.constant('names' as const),
      names: fc.uniqueArray(fc.constantFrom(...names), { minLength: 1, maxLength: 3 }),
      isPartial: fc.boolean(),
      extensible: marks,
    }),
  );
}
