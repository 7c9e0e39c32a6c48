import { z } from 'zod';
import { checksOf, type Def, defOf, type Io, isRewriting, type Node } from './zod-node.ts';

/** What zod checks and writes into a JSON Schema. */
const written = new Set([
  'greater_than',
  'less_than',
  'multiple_of',
  'number_format',
  'min_length',
  'max_length',
  'length_equals',
  'string_format',
]);

/**
 * Names what is done to a value beside what JSON Schema says, in the order in which it is done.
 *
 * @remarks
 * What stands before a text is cut, or written otherwise, looks at another text than what stands after it, and JSON Schema
 * knows no order: so that is named as well, and with it what it hides, where both say something of the same.
 */
export function marksOf(node: Node, io: Io): string[] {
  const def = defOf(node);
  const checks = checksOf(node);
  const lastRewriting = checks.findLastIndex(isRewriting);
  const saidBefore = new Set(checks.slice(0, Math.max(0, lastRewriting)).map(subjectOf));
  const own = checks.flatMap((check, index) => {
    if (!written.has(String(check['check']))) return [nameOf(check)];
    return index < lastRewriting || saidBefore.has(subjectOf(check)) ? [wordsOf(check)] : [];
  });
  return [...before(def, io), ...own, ...revisionsOf(node)];
}

/** What a check says something of: JSON Schema has one place for it. */
function subjectOf({ check }: Def): string {
  return String(check).includes('length') ? 'length' : String(check);
}

/** What is done before anything is looked at. */
function before(def: Def, io: Io): string[] {
  if (def['mode'] === 'loose') return ['loose'];
  if (def['unionFallback'] === true) return ['fallback'];
  if (io === 'output') return [];
  if (def['coerce'] === true) return ['coerce'];
  return def.type === 'catch' ? ['catch'] : [];
}

function wordsOf(def: Def): string {
  const said = Object.entries(def).filter(
    ([key, value]) => key !== 'check' && (typeof value === 'string' || typeof value === 'number'),
  );
  const own = def['pattern'] instanceof RegExp && def.type === undefined ? [String(def['pattern'])] : [];
  return [String(def['check']), ...said.map(([, value]) => String(value)), ...own].join(' ');
}

function nameOf({ check, tx }: Def): string {
  if (check === 'overwrite' && typeof tx === 'function') return nameOfRewriting(tx as (text: string) => unknown);
  return check === 'custom' ? 'refine' : String(check);
}

const rewritings: Record<string, (text: string) => string> = {
  trim: (text) => text.trim(),
  lowercase: (text) => text.toLowerCase(),
  uppercase: (text) => text.toUpperCase(),
  normalize: (text) => text.normalize(),
};

/** Known by what it does: zod keeps no name of it. */
function nameOfRewriting(rewrite: (text: string) => unknown): string {
  const sample = ' Aa A\u030a ';
  try {
    const result = rewrite(sample);
    return Object.keys(rewritings).find((name) => rewritings[name]?.(sample) === result) ?? 'overwrite';
  } catch {
    return 'overwrite';
  }
}

/** Every `rev` that the schema, and those it was made from, were given: the first first. */
function revisionsOf(node: Node): string[] {
  const line: Node[] = [];
  for (let one: Node | undefined = node; one; one = one._zod.parent) line.unshift(one);
  const revs = line.map((one) => JSON.stringify(z.globalRegistry.get(one)?.['rev']));
  return revs.filter((rev, index) => rev !== undefined && rev !== revs[index - 1]).map((rev) => `rev ${rev}`);
}
