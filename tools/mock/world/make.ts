import { makeBoolean } from './make-boolean.ts';
import { makeArray, makeRecord, makeTuple } from './make-list.ts';
import { makeNumber } from './make-number.ts';
import { makeObject } from './make-object.ts';
import { makeNullable, makeOneOf, makeOptional } from './make-one-of.ts';
import { makeText } from './make-text.ts';
import { momentAt } from './moments.ts';
import { attempt, CannotMake, type Make, type Place } from './place.ts';
import { accepts, definitionOf, hasChecks, lazyIn, type Node } from './schema.ts';
import { stageOf } from './stages.ts';
import { anyText } from './text-by-name.ts';

/** How often something is made before it is said that its checks take nothing that could be thought of. */
const attempts = 24;

/**
 * Makes what a handler may return, so that what is sent satisfies the schema.
 *
 * @throws CannotMake where nothing that could be thought of does.
 */
export const make: Make = (schema, place) => {
  const { type } = definitionOf(schema);
  const maker = makers[type];
  if (!maker) throw new CannotMake(place, `nothing is known of a schema of the kind "${type}"`);
  // What has checks of its own, beside those of its parts, is made until they hold.
  const isChecked = hasChecks(schema) || type === 'pipe';
  for (let round = 0; round < attempts; round += 1) {
    const chance = round === 0 ? place.chance : place.chance.of('again', round);
    const value = maker(schema, { ...place, chance });
    if (!isChecked || accepts(schema, value)) return value;
  }
  throw new CannotMake(place, 'nothing was found that its checks take');
};

const inner: Make = (schema, place) => make(definitionOf(schema).innerType, place);

const makers: Record<string, Make> = {
  object: (schema, place) => makeObject(schema, place, make),
  array: (schema, place) => makeArray(schema, place, make),
  tuple: (schema, place) => makeTuple(schema, place, make),
  record: (schema, place) => makeRecord(schema, place, make),
  union: (schema, place) => makeOneOf(definitionOf(schema).options, place, make),
  intersection: makeIntersection,
  optional: (schema, place) => makeOptional(schema, place, make),
  nullable: (schema, place) => makeNullable(schema, place, make),
  default: inner,
  prefault: inner,
  nonoptional: inner,
  readonly: inner,
  catch: inner,
  lazy: (schema, place) => make(lazyIn(schema), place),
  pipe: makePipe,
  string: makeText,
  template_literal: makeText,
  number: makeNumber,
  int: makeNumber,
  boolean: (_, place) => makeBoolean(place),
  literal: (schema, place) => place.chance.pick(definitionOf(schema).values),
  enum: makeEnum,
  null: () => null,
  undefined: () => undefined,
  void: () => undefined,
  any: (_, place) => anyText(place),
  unknown: (_, place) => anyText(place),
  date: (_, place) => momentAt(place),
  custom: makeCustom,
};

/** One of the values; where they are states, what is new is at the beginning, and most else is done. */
function makeEnum(schema: Node, { name, chance, isNew }: Place): unknown {
  const values = [...(schema._zod.values ?? [])];
  const stage = isNew ? 'ahead' : 'done';
  const usual = /state|status/i.test(name) ? values.filter((value) => stageOf(String(value)) === stage) : [];
  return usual.length > 0 && (isNew || chance.happens(0.7)) ? chance.pick(usual) : chance.pick(values);
}

/** What comes out of a pipe mostly goes in as well: then it is what the wire says. */
function makePipe(schema: Node, place: Place): unknown {
  const { in: before, out: after } = definitionOf(schema);
  for (const side of [after, before]) {
    const made = attempt(() => make(side, place));
    // What is read as a number, say, is written as a text.
    const found = made && [made.value, String(made.value)].find((value) => accepts(schema, value));
    if (found !== null && found !== undefined) return found;
  }
  // The next attempt, if there is one, draws anew.
  return undefined;
}

function makeIntersection(schema: Node, place: Place): unknown {
  const { left, right } = definitionOf(schema);
  const [first, second] = [make(left, place), make(right, place)];
  const areObjects = [first, second].every((part) => typeof part === 'object' && part !== null);
  return areObjects ? { ...(second as object), ...(first as object) } : first;
}

function makeCustom(schema: Node, place: Place): unknown {
  const guesses = [anyText(place), place.chance.between(1, 24), true, {}, [], null];
  const found = guesses.find((value) => accepts(schema, value));
  if (found === undefined) throw new CannotMake(place, 'it is checked by a function alone');
  return found;
}
