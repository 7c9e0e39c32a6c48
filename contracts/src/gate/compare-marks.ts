import type { Branch, Marks } from './branches.ts';
import { brief } from './brief.ts';
import { changed, type Comparing, type SchemaChange, when } from './change.ts';
import type { JsonSchema } from './json-schema.ts';

/** Compares what is done to a value beside what its schema says. */
export function compareMarks(comparing: Comparing, before: Branch, after: Branch): SchemaChange[] {
  return [
    ...when(!isSame(before, after), () => checkChanged(comparing, before, after)),
    ...comparePiped(comparing, before, after),
  ];
}

/** Says that code does something else, or the same with something else. */
export function checkChanged({ side }: Comparing, before: Marks, after: Marks): SchemaChange {
  return changed(side, 'check-changed', { before: wordsOf(before), after: wordsOf(after) });
}

function wordsOf({ checks, piped }: Marks): string {
  const then = piped.map((document) => `then ${brief(document)}`);
  return [...checks, ...then].join(', ') || 'none';
}

function isSame(before: Marks, after: Marks): boolean {
  return before.piped.length === after.piped.length && JSON.stringify(before.checks) === JSON.stringify(after.checks);
}

/** A value that is read twice has to pass both. */
function comparePiped(comparing: Comparing, before: Branch, after: Branch): SchemaChange[] {
  if (before.piped.length === after.piped.length) {
    return before.piped.flatMap((old, index) => compareDocuments(comparing, old, after.piped[index] ?? {}));
  }
  if (before.piped.length > 0 || isRewritten(before) || isRewritten(after)) return [];
  // What was read once is now read again, as it is.
  return after.piped.flatMap((now) =>
    comparing.within({ before: comparing.roots.before, after: now })(withoutMarks(before.schema), now),
  );
}

function compareDocuments(comparing: Comparing, before: JsonSchema, after: JsonSchema): SchemaChange[] {
  return comparing.within({ before, after })(before, after);
}

/** Whether something else is made of a value than what was sent. */
function isRewritten({ checks }: Marks): boolean {
  return checks.some((check) => !/^(?:refine|pipe|rev \d+)$/.test(check));
}

function withoutMarks(schema: JsonSchema): JsonSchema {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => !marks.has(key)));
}

const marks = new Set(['x-piped', 'x-checks', 'default']);

/**
 * Whether what is done to a value next is done to something else where a schema before or after it changed: an object is read
 * into one that holds its defaults and leaves out what it does not know, of which the next may know some; and what is caught
 * depends on what is refused.
 */
export function isFedBy({ kind, checks, piped }: Branch): boolean {
  const isPut = kind === 'object' || kind === 'array' || kind === 'several';
  const caught = checks.indexOf('catch');
  return (isPut && piped.length > 0) || (caught !== -1 && (caught < checks.length - 1 || piped.length > 0));
}
