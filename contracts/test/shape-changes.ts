import type { Arbitrary } from 'fast-check';
import * as fc from 'fast-check';
import { type Chance, chanceOf } from './chance.ts';
import { shapes } from './shape-arbitrary.ts';
import { changeOwn } from './shape-change.ts';
import { partsOf, type Shape, withParts } from './shape.ts';
import { refinements, transforms } from './vocabulary.ts';

/** One change somewhere in a shape. */
export interface Change {
  /** Which of its parts, counted from the whole, over again where there are fewer. */
  readonly site: number;
  /** What is done there. */
  readonly seed: number;
  /** What stands there afterwards, or is added, where something new does. */
  readonly fresh: Shape;
}

/** Changes, without the shapes that they are made to. */
export function changes(): Arbitrary<Change> {
  return fc.record({ site: fc.nat(30), seed: fc.nat(100_000), fresh: shapes(1) });
}

/** Makes a change. */
export function changed(shape: Shape, { site, seed, fresh }: Change): Shape {
  return at(shape, site % countOf(shape), (part) => changeOf(part, fresh, chanceOf(seed)));
}

function countOf(shape: Shape): number {
  return partsOf(shape).reduce((sum, part) => sum + countOf(part), 1);
}

function at(shape: Shape, site: number, change: (part: Shape) => Shape): Shape {
  if (site === 0) return change(shape);
  let left = site - 1;
  return withParts(shape, (part) => {
    const count = countOf(part);
    const isHere = left >= 0 && left < count;
    const found = isHere ? at(part, left, change) : part;
    left -= count;
    return found;
  });
}

/** Most often a change of what is there; now and then something else in its place, or something around it. */
function changeOf(shape: Shape, fresh: Shape, chance: Chance): Shape {
  switch (chance.below(12)) {
    case 0:
      return fresh;
    case 1:
    case 2:
      return chance.pick(wrappings)(shape, fresh, chance);
    case 3:
      return partsOf(shape)[0] ?? fresh;
    default:
      return changeOwn(shape, { fresh, chance });
  }
}

type Wrapping = (shape: Shape, fresh: Shape, chance: Chance) => Shape;

const wrappings: readonly Wrapping[] = [
  (inner) => ({ of: 'wrapped', by: 'nullable', inner }),
  (inner, _, chance) => ({
    of: 'wrapped',
    by: chance.pick(['nullable', 'optional', 'readonly', 'nonoptional']),
    inner,
  }),
  (inner, _, chance) => ({ of: 'refined', by: chance.below(refinements.length), inner }),
  (inner, _, chance) => ({ of: 'preprocessed', by: chance.below(transforms.length), inner }),
  (inner) => ({ of: 'registered', inner }),
  (item) => ({ of: 'list', item, checks: [] }),
  (left, right) => ({ of: 'both', left, right }),
  (first, second, chance) => ({ of: 'piped', by: null, first, second: chance.once(2) ? first : second }),
  (shape, fresh, chance) => ({ of: 'union', form: chance.once(4) ? 'xor' : 'union', options: [shape, fresh] }),
  (shape, fresh) => ({ of: 'union', form: 'union', options: [fresh, shape] }),
];
