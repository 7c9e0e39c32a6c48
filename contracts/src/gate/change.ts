import type { JsonSchema } from './json-schema.ts';
import type { Side, Verdict } from './rule.ts';
import { schemaRules, type SchemaRule } from './rules.ts';

/** One difference between two schemas. */
export interface SchemaChange {
  readonly rule: SchemaRule;
  /** The place below the schema: `author.image`, `tags[]`, `scores{}`; empty for the schema as a whole. */
  readonly path: string;
  readonly verdict: Verdict;
  /** What was there, in short; null where nothing was. */
  readonly before: string | null;
  readonly after: string | null;
  /** That it is a change of a schema that holds itself, met once more. */
  readonly isRepeated?: true;
}

/** Two schemas that are being compared, and the way to compare what lies below them. */
export interface Comparing {
  readonly side: Side;
  readonly roots: Roots;
  compare(before: JsonSchema, after: JsonSchema): SchemaChange[];
  /** Compares what lies in documents of its own. */
  within(roots: Roots): Comparing['compare'];
}

/** The whole documents, in which references are followed. */
export interface Roots {
  readonly before: JsonSchema;
  readonly after: JsonSchema;
}

/** What a change was, where it says more than its rule. */
interface Detail {
  readonly path?: string;
  readonly before?: string | null;
  readonly after?: string | null;
  /** Where it is not what the rule says. */
  readonly verdict?: Verdict;
}

/** Makes a change with the verdict of its rule. */
export function changed(side: Side, rule: SchemaRule, detail: Detail = {}): SchemaChange {
  const { path = '', before = null, after = null, verdict = schemaRules[rule][side] } = detail;
  return { rule, path, verdict, before, after };
}

/** Moves changes below a place. */
export function below(place: string, changes: readonly SchemaChange[]): SchemaChange[] {
  return changes.map((change) => ({ ...change, path: joined(place, change.path) }));
}

function joined(place: string, path: string): string {
  return place === '' || path === '' || /^[[{(]/.test(path) ? place + path : `${place}.${path}`;
}

/** Whether nothing of it stands in the way of a client. */
export function isHarmless(changes: readonly SchemaChange[]): boolean {
  return changes.every(({ verdict }) => verdict === 'safe');
}

const weights: Record<Verdict, number> = { breaking: 100, risky: 10, safe: 1 };

/** How far apart two schemas are: what belongs together costs least. */
export function cost(changes: readonly SchemaChange[]): number {
  return changes.reduce((sum, { verdict }) => sum + weights[verdict], 0);
}

/** The same changes, each once: of what a union does to all that it holds, each of its branches tells. */
export function once(changes: readonly SchemaChange[]): SchemaChange[] {
  return [...new Map(changes.map((change) => [JSON.stringify(change), change])).values()];
}

/** What is said where something holds, and nothing where it does not. */
export function when<T>(holds: unknown, say: () => T): T[] {
  return holds ? [say()] : [];
}
