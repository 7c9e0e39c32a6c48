import type { Branch } from './branches.ts';
import { type Comparing, once, type SchemaChange, when } from './change.ts';
import { compareArrays } from './compare-arrays.ts';
import { compareBounds } from './compare-bounds.ts';
import { checkChanged, compareMarks, isFedBy } from './compare-marks.ts';
import { compareObjects } from './compare-objects.ts';
import { compareConjunctions, compareUnknown } from './compare-unknown.ts';
import { compareClosedness, compareValues } from './compare-values.ts';
import type { SchemaRule } from './rules.ts';

/** Compares two schemas that accept things of one kind. */
export function compareBranch(comparing: Comparing, before: Branch, after: Branch): SchemaChange[] {
  const content = [
    ...compareUnknown(comparing, before.schema, after.schema),
    ...compareContent(comparing, before, after),
    ...compareConjunctions(comparing, before.schema, after.schema),
  ];
  const marks = compareMarks(comparing, before, after);
  const isFed = content.length + marks.length > 0 && (isFedBy(before) || isFedBy(after));
  return once([...marks, ...content, ...when(isFed, () => checkChanged(comparing, before, after))]);
}

function compareContent(comparing: Comparing, before: Branch, after: Branch): SchemaChange[] {
  if (before.values && after.values) return compareValues(comparing, [before], [after]);
  const bounds = compareBounds(comparing, before, after).filter(({ rule }) => counts(rule, before, after));
  const own = [...compareClosedness(comparing, before, after), ...bounds];
  if (before.kind === 'object') return [...own, ...compareObjects(comparing, before.schema, after.schema)];
  if (before.kind === 'array') return [...own, ...compareArrays(comparing, before.schema, after.schema)];
  return own;
}

const tightening = new Set<SchemaRule>(['bound-tightened', 'multiple-set', 'pattern-set', 'pattern-changed']);
const loosening = new Set<SchemaRule>(['bound-loosened', 'multiple-removed', 'pattern-removed', 'pattern-changed']);

/** Values that are listed keep within bounds of their own accord: only those are told that they go beyond. */
function counts(rule: SchemaRule, before: Branch, after: Branch): boolean {
  if (before.values) return tightening.has(rule);
  return after.values ? loosening.has(rule) : true;
}
