import { isDeepStrictEqual } from 'node:util';
import type { AnyProcedure, Example } from '@hybrid/contracts/kernel';
import { Memory } from './memory.ts';
import type { KnownThing } from './pools.ts';
import { accepts } from './schema.ts';
import { fieldsOf, isSelf, thingShapeOf } from './shapes.ts';
import { type Fields, type Thing, thingsIn } from './things.ts';

type AnyExample = Example<unknown, unknown>;

/**
 * The examples that a contract gives for a call: of those that were asked the same, and then of those that do not say what they were
 * asked.
 *
 * @remarks
 * Who asks is no example: what shows the signed-in person shows whoever that is.
 */
export function examplesFor(contract: AnyProcedure, input: unknown): AnyExample[] {
  const { examples = [], input: schema, output, kind, access } = contract;
  const isSignIn = kind === 'mutation' && access === 'public';
  if (isSelf(thingShapeOf(output)) && !isSignIn) return [];
  const isSame = (example: AnyExample) =>
    example.input !== undefined && isDeepStrictEqual(schema?.safeParse(example.input).data, input);
  const found = [...examples.filter(isSame), ...examples.filter((example) => example.input === undefined)];
  return found.filter((example) => accepts(output, example.output));
}

/** What the other examples of a procedure say: fields that an answer has as well take their values from there. */
export function lentBy({ examples = [] }: AnyProcedure): Fields {
  const fields = examples.flatMap(({ output }) => Object.entries(fieldsOf(output)));
  return Object.fromEntries(fields.filter(([, value]) => typeof value !== 'object' || value === null));
}

/** Things that the examples of a contract show, so that they are the same wherever they come up. */
export function rememberExamples(
  procedures: readonly AnyProcedure[],
  now: Date,
): { memory: Memory; known: KnownThing[] } {
  const memory = new Memory();
  const known: KnownThing[] = [];
  // What is read says how a thing is; what a write answered with is how it was afterwards.
  const writesFirst = procedures.toSorted((a, b) => Number(a.kind === 'query') - Number(b.kind === 'query'));
  for (const { output } of writesFirst.flatMap(({ examples = [] }) => examples)) {
    eachObject(output, (fields) => {
      const [thing] = thingsIn(fields);
      if (!thing) return;
      known.push({ ...thing, ageMs: ageIn(fields, now) });
      memory.remember(thing, fields);
    });
  }
  return { memory, known };
}

/** The things that an answer shows, at whatever depth. */
export function thingsShownBy(output: unknown): Thing[] {
  const things: Thing[] = [];
  eachObject(output, (fields) => things.push(...thingsIn(fields)));
  return things;
}

function ageIn({ createdAt }: Fields, now: Date): number | null {
  const moment = typeof createdAt === 'string' ? Date.parse(createdAt) : Number.NaN;
  return Number.isNaN(moment) ? null : Math.max(0, now.getTime() - moment);
}

function eachObject(value: unknown, hear: (fields: Fields) => void): void {
  if (typeof value !== 'object' || value === null) return;
  hear(fieldsOf(value));
  for (const part of Object.values(value)) eachObject(part, hear);
}
