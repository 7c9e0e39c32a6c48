/** What became of one field. */
export interface FieldChange {
  /** Its name; of a field within a field both, with a dot between. */
  readonly field: string;
  readonly kind: 'added' | 'removed' | 'changed';
  /** Null where there was nothing. */
  readonly before: ShownValue | null;
  readonly after: ShownValue | null;
}

/** A value as a page shows it. */
export interface ShownValue {
  readonly text: string;
  /** Of a text that is too long for a line: the part of it where the difference begins. */
  readonly short: string | null;
}

/** A value of up to this many characters stands as it is. */
const shownMax = 120;
const shortLength = 90;
/** So much of what did not change is shown before what did. */
const leadLength = 24;

/**
 * Compares what was with what is, field by field, and leaves out what stayed as it was.
 *
 * @param shown the same in the same shape, as a reader may see it: a field that is kept from them is named all the same.
 */
export function changesOf(before: unknown, after: unknown, shown = { before, after }): FieldChange[] {
  const [was, is] = [fieldsOf(before), fieldsOf(after)];
  const [shownBefore, shownAfter] = [fieldsOf(shown.before), fieldsOf(shown.after)];
  return [...new Set([...was.keys(), ...is.keys()])]
    .filter((field) => was.get(field) !== is.get(field))
    .map((field) => changeOf(field, shownBefore.get(field) ?? null, shownAfter.get(field) ?? null));
}

function changeOf(field: string, was: string | null, is: string | null): FieldChange {
  if (was === null || is === null) {
    const shown = { before: was === null ? null : shownFrom(was, 0), after: is === null ? null : shownFrom(is, 0) };
    return { field, kind: was === null ? 'added' : 'removed', ...shown };
  }
  const start = Math.max(0, sameUpTo(was, is) - leadLength);
  return { field, kind: 'changed', before: shownFrom(was, start), after: shownFrom(is, start) };
}

/** The fields of an object as texts, those of objects in it under both names; what is null is left out like what is missing. */
function fieldsOf(value: unknown, above = ''): Map<string, string> {
  if (!isPlain(value)) return new Map();
  const fields = new Map<string, string>();
  for (const [name, inner] of Object.entries(value)) {
    if (isPlain(inner)) for (const [field, text] of fieldsOf(inner, `${above}${name}.`)) fields.set(field, text);
    else if (inner !== null && inner !== undefined) fields.set(above + name, textOf(inner));
  }
  return fields;
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function sameUpTo(one: string, other: string): number {
  const end = Math.min(one.length, other.length);
  for (let index = 0; index < end; index += 1) if (one[index] !== other[index]) return index;
  return end;
}

function shownFrom(text: string, start: number): ShownValue {
  if (text.length <= shownMax) return { text, short: null };
  // Of a text that only became shorter its end is shown.
  const from = Math.min(start, text.length - shortLength);
  const end = from + shortLength;
  // A pair that is cut apart would be no text any more.
  const part = text.slice(from, end).toWellFormed();
  return { text, short: `${from > 0 ? '…' : ''}${part}${end < text.length ? '…' : ''}` };
}
