import { z } from 'zod';
import type { JsonSchema } from './json-schema.ts';

/** Something in a contract that cannot be written down, and where. */
export interface Problem {
  readonly place: string;
  readonly message: string;
}

type Def = Record<string, unknown> & { readonly type: string };
type Node = z.core.$ZodType;

/** What zod checks beside what it writes into a JSON Schema. */
const written = new Set([
  'greater_than',
  'less_than',
  'multiple_of',
  'number_format',
  'bigint_format',
  'min_length',
  'max_length',
  'length_equals',
  'min_size',
  'max_size',
  'size_equals',
  'string_format',
  'mime_type',
]);

/**
 * Describes what may be sent (`input`) or what is sent (`output`) by a JSON Schema.
 *
 * @remarks
 * Written so that it says the same on every machine and under the next release of zod: without zod's own regular expressions
 * beside a format, and without the bounds of a whole number that a double can hold. What JSON Schema cannot say is
 * marked, so that nothing changes unseen.
 *
 * @param problems is given what no JSON can carry, with its place below `place`.
 */
export function describeSchema(
  schema: Node,
  io: 'input' | 'output',
  { place, problems }: { place: string; problems: Problem[] },
): JsonSchema {
  const { $schema: _, ...described } = z.toJSONSchema(schema, {
    io,
    unrepresentable: ({ path, message }) => {
      problems.push({ place: [place, ...path.filter((part) => part !== 'properties')].join('.'), message });
      return {};
    },
    override: ({ zodSchema, jsonSchema }) => complete(zodSchema, jsonSchema as JsonSchema, io),
  });
  // zod's own type of the same thing has no room for our keywords.
  return described as JsonSchema;
}

function complete(zodSchema: Node, json: JsonSchema, io: 'input' | 'output'): void {
  const def = defOf(zodSchema);
  if (json['minimum'] === Number.MIN_SAFE_INTEGER) delete json['minimum'];
  if (json['maximum'] === Number.MAX_SAFE_INTEGER) delete json['maximum'];
  delete json['readOnly'];
  json.required?.sort();
  if (def.type === 'string') writeFormat(zodSchema, json);
  mark(json, checksOf(zodSchema, io));
  if (io === 'input') completeInput(def, json);
  else completeOutput(json);
}

function completeInput(def: Def, json: JsonSchema): void {
  // zod leaves out the default of what is made into another value.
  if (def.type === 'default' || def.type === 'prefault') json.default = plainJson(def['defaultValue']);
  if (def.type === 'pipe') pipe(def, json);
}

/** What is sent has the fields that are written, and whatever a later release adds: readers leave that aside. */
function completeOutput(json: JsonSchema): void {
  if (json.additionalProperties === false) delete json.additionalProperties;
  delete json.default;
}

function plainJson(value: unknown): unknown {
  const text = JSON.stringify(value);
  return text === undefined ? undefined : JSON.parse(text);
}

/** Adds what is done to a value; a wrapper has what it wraps already. */
function mark(json: JsonSchema, checks: readonly string[]): void {
  if (checks.length > 0) json['x-checks'] = [...checks];
}

function checksOf(zodSchema: Node, io: 'input' | 'output'): string[] {
  const def = defOf(zodSchema);
  const own = listOf(def['checks']).map(({ check }) => String(check));
  return [
    ...(def['coerce'] === true && io === 'input' ? ['coerce'] : []),
    ...(def.type === 'catch' && io === 'input' ? ['catch'] : []),
    ...own.filter((check) => !written.has(check)).map((check) => (check === 'custom' ? 'refine' : check)),
  ];
}

/** A value that is read and then read again, or made into another: what may be sent is only half of what is asked. */
function pipe(def: Def, json: JsonSchema): void {
  const [first, second] = [def['in'], def['out']] as [Node, Node];
  const hasTransform = [first, second].some((node) => defOf(node).type === 'transform');
  if (hasTransform || typeof def['transform'] === 'function') mark(json, [...(json['x-checks'] ?? []), 'transform']);
  if (hasTransform) return;
  const problems: Problem[] = [];
  const piped = describeSchema(second, 'input', { place: '', problems });
  // What the second half reads need not be JSON: it is never sent.
  if (problems.length > 0) mark(json, [...(json['x-checks'] ?? []), 'pipe']);
  else json['x-piped'] = piped;
}

/** Writes what tells one format from another, and the patterns of the contract's own. */
function writeFormat(zodSchema: Node, json: JsonSchema): void {
  const def = defOf(zodSchema);
  const checks = [...(def['check'] === 'string_format' ? [def] : []), ...listOf(def['checks'])];
  const formats = checks.filter(({ check }) => check === 'string_format');
  delete json.pattern;
  delete json.allOf;
  const patterns = formats.flatMap(patternOf);
  if (patterns.length === 1) Object.assign(json, patterns[0]);
  else if (patterns.length > 1) json.allOf = patterns;
  if (ownPatterns.has(String(json.format))) delete json.format;
  const options = formats.flatMap(optionsOf);
  if (options.length > 0) json['x-format'] = Object.fromEntries(options);
}

const ownPatterns = new Set(['regex', 'starts_with', 'ends_with', 'includes', 'lowercase', 'uppercase']);

function patternOf(def: Def): JsonSchema[] {
  const { format, pattern } = def;
  const isOwn = ownPatterns.has(String(format)) || (format === 'email' && pattern !== z.regexes.email);
  if (!isOwn || !(pattern instanceof RegExp)) return [];
  const flags = pattern.flags.replace(/[gy]/g, '');
  return [{ pattern: pattern.source, ...(flags && { 'x-flags': flags }) }];
}

/** Formats that are written under the name of another, or not at all. */
const renamed = new Set(['guid', 'time']);
const plain = new Set(['type', 'check', 'checks', 'format', 'pattern', 'error', 'abort', 'coerce', 'when']);

/** What was said of a format: `{ offset: true }` of a date and time, the protocols of an address. */
function optionsOf(def: Def): [string, unknown][] {
  const name = String(def['format']);
  if (ownPatterns.has(name)) return [];
  const said = Object.entries(def).filter(([key, value]) => !plain.has(key) && value !== null && Boolean(value));
  const options = said.map(([key, value]): [string, unknown] => [key, value instanceof RegExp ? String(value) : value]);
  return renamed.has(name) ? [['name', name], ...options] : options;
}

function listOf(checks: unknown): Def[] {
  return Array.isArray(checks) ? checks.map((check: Node) => defOf(check)) : [];
}

function defOf(node: Node): Def {
  // zod's own types name each kind of schema; here they are read as the plain data that they are.
  return node._zod.def as unknown as Def;
}
