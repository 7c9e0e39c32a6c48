import { z } from 'zod';
import { marksOf } from './describe-checks.ts';
import { writeText } from './describe-text.ts';
import type { JsonSchema } from './json-schema.ts';
import { nameDefinitions } from './name-definitions.ts';
import { placeOf } from './place.ts';
import { unwritable } from './unwritable.ts';
import { type Def, defOf, type Io, isOptional, mayBeLeftOut, type Node } from './zod-node.ts';

/** Something in a contract that cannot be written down, and where. */
export interface Problem {
  readonly place: string;
  readonly message: string;
}

interface Setting {
  readonly place: string;
  /** Is given what no JSON can carry, with its place below `place`. */
  readonly problems: Problem[];
}

/**
 * Describes what may be sent (`input`) or what is sent (`output`) by a JSON Schema.
 *
 * @remarks
 * Written so that it says the same on every machine and under the next release of zod: without zod's own regular expressions
 * beside a format, and without the bounds of a whole number that a double can hold. What JSON Schema cannot say is
 * marked, so that nothing changes unseen.
 */
export function describeSchema(schema: Node, io: Io, setting: Setting): JsonSchema {
  return describe(schema, { ...setting, io, open: [] });
}

interface Way extends Setting {
  readonly io: Io;
  /** The second halves of pipes that are being described: one may hold itself. */
  readonly open: readonly Node[];
}

function describe(schema: Node, way: Way): JsonSchema {
  const { place, problems, io } = way;
  const refuse = (path: readonly PropertyKey[], message: string) =>
    problems.push({ place: place + placeOf(path), message });
  try {
    const { $schema: _, ...described } = z.toJSONSchema(schema, {
      io,
      unrepresentable: ({ path, message }) => {
        refuse(path, message);
        return {};
      },
      override: ({ zodSchema, jsonSchema, path }) => {
        for (const message of unwritable(zodSchema, io, path.length === 0)) refuse(path, message);
        // zod's own type of the same thing has no room for our keywords.
        complete(zodSchema, jsonSchema as JsonSchema, way);
      },
    });
    return nameDefinitions(described as JsonSchema);
  } catch (error) {
    // Such as two schemas that are registered under one id.
    refuse([], error instanceof Error ? error.message : String(error));
    return {};
  }
}

function complete(zodSchema: Node, json: JsonSchema, way: Way): void {
  const def = defOf(zodSchema);
  if (json.type === 'integer') forgetSafeBounds(json);
  for (const key of ['readOnly', 'rev']) delete json[key];
  json.required?.sort();
  if (def.type === 'string') writeText(zodSchema, json);
  if (way.io === 'input') completeInput(def, json, way);
  else completeOutput(def, json);
  mark(json, marksOf(zodSchema, way.io));
  if (def.type === 'record') writeNumericKeys(def, json, way);
}

/** Every whole number that zod takes lies within these. */
function forgetSafeBounds(json: JsonSchema): void {
  if (json['minimum'] === Number.MIN_SAFE_INTEGER) delete json['minimum'];
  if (json['maximum'] === Number.MAX_SAFE_INTEGER) delete json['maximum'];
}

function completeInput(def: Def, json: JsonSchema, way: Way): void {
  // zod leaves out the default of what is made into another value.
  if (def.type === 'default' || def.type === 'prefault') json.default = plainJson(def['defaultValue']);
  if (def.type === 'pipe') writePipe(def, json, way);
  if (def.type === 'object') requireFields(def, json);
}

function requireFields({ shape }: Def, json: JsonSchema): void {
  const needed = Object.entries(shape as Record<string, Node>).filter(([, field]) => !mayBeLeftOut(field));
  const required = new Set([...(json.required ?? []), ...needed.map(([name]) => name)]);
  if (required.size > 0) json.required = [...required].toSorted();
}

/** What is sent has the fields that are written, and whatever a later release adds: readers leave that aside. */
function completeOutput(def: Def, json: JsonSchema): void {
  if (json.additionalProperties === false) delete json.additionalProperties;
  delete json.default;
  // JSON leaves out what is undefined, also where zod puts every key.
  if (def.type === 'record' && isOptional(def['valueType'] as Node, 'output')) delete json.required;
}

function plainJson(value: unknown): unknown {
  const text = JSON.stringify(value);
  return text === undefined ? undefined : JSON.parse(text);
}

/** Adds what is done to a value; a wrapper has what it wraps already. */
function mark(json: JsonSchema, marks: readonly string[]): void {
  if (marks.length > 0) json['x-checks'] = [...(json['x-checks'] ?? []), ...marks];
}

/** A value that is read and then read again, or made into another: what may be sent is only half of what is asked. */
function writePipe(def: Def, json: JsonSchema, way: Way): void {
  const [first, second] = [def['in'], def['out']] as [Node, Node];
  const hasTransform = [first, second].some((node) => defOf(node).type === 'transform');
  if (hasTransform || typeof def['transform'] === 'function') mark(json, ['transform']);
  if (hasTransform) return;
  mark(json, ['pipe']);
  if (way.open.includes(second)) return;
  const problems: Problem[] = [];
  const piped = describe(second, { ...way, place: '', problems, open: [...way.open, second] });
  // What the second half reads need not be JSON: it is never sent.
  if (problems.length === 0) json['x-piped'] = [...(json['x-piped'] ?? []), piped];
}

/** zod writes the keys of a record as the texts that they are, and keeps nothing of the bounds of a number. */
function writeNumericKeys({ keyType }: Def, json: JsonSchema, way: Way): void {
  const keys = describe(keyType as Node, { ...way, io: 'input', problems: [] });
  if (/"(?:minimum|maximum|exclusiveMinimum|exclusiveMaximum|multipleOf)":/.test(JSON.stringify(keys)))
    json['x-keys'] = keys;
}
