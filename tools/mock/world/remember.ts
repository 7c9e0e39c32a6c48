import type { Answer, Asked } from './answer.ts';
import { deedOf } from './deeds.ts';
import type { Memory } from './memory.ts';
import { fieldsOf, thingIn, thingShapeOf, verbOf } from './shapes.ts';
import { type Fields, keyOf, thingsIn } from './things.ts';
import { marksOf } from './undone.ts';

/** Keeps in a visitor's memory what a mutation of theirs changed, made, marked and took away. */
export function remember(asked: Asked, { value, isNew, changed }: Answer, now: Date): void {
  const { memory, name, contract, input } = asked;
  const sent = fieldsOf(input);
  const fields = thingIn(contract.output, value);
  const key = keyOf(thingShapeOf(contract.output));
  const thing = thingsIn(fields).find((one) => one.key === key);
  if (thing && isNew) memory.add({ thing, fields, sent });
  else if (thing) memory.remember(thing, pick(fields, changed));
  const verb = verbOf(name);
  const marks = marksOf(verb, now);
  if (marks) for (const marked of thingsIn(sent)) memory.remember(marked, marks);
  if (deedOf(verb).removes) forget(memory, sent, key);
}

/** Of several names the nearest is meant: of the comment, not of the article that it stands under. */
function forget(memory: Memory, sent: Fields, answered: string | null): void {
  const named = thingsIn(sent).toSorted((a, b) => nearness(a.key) - nearness(b.key));
  const gone = named.find(({ key }) => key !== answered);
  if (gone) memory.forget(gone);
}

function nearness(key: string): number {
  return key === 'id' ? 0 : 1;
}

function pick(fields: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(names.filter((name) => Object.hasOwn(fields, name)).map((name) => [name, fields[name]]));
}
