import type { HttpMapping, RestWording, WireShape } from '@hybrid/contracts/kernel';
import type { CompiledProcedure } from '../rpc/call.ts';
import type { CompiledRecord } from '../rpc/implement.ts';
import { eachProcedure } from '../rpc/router.ts';
import { type TextField, textFieldOf } from './coerce.ts';
import { type JsonSchema, jsonSchemaOf, propertiesOf } from './json-schema.ts';
import { parameterNames } from './route-table.ts';

/** A field of the input that is written as text, in the path or the query. */
export interface TextParameter extends TextField {
  /** What the input calls it. */
  readonly field: string;
  /** What the wire calls it. */
  readonly name: string;
}

/** A procedure with a place in the REST face, and all that is known of it before a request comes. */
export interface Operation {
  /** As the contract names it: `notes.create`. */
  readonly name: string;
  readonly compiled: CompiledProcedure;
  readonly method: HttpMapping['method'];
  readonly path: string;
  readonly status: number;
  readonly shape: WireShape;
  /** Of the input, as it may be sent; null where there is none. */
  readonly input: JsonSchema | null;
  readonly inPath: readonly TextParameter[];
  readonly inQuery: readonly TextParameter[];
  /** Whether the rest of the input is read from a body. */
  readonly hasBody: boolean;
}

/**
 * Lists the procedures that have a place in the REST face.
 *
 * @throws Error at start for a mapping that cannot work.
 */
export function operationsOf(procedures: CompiledRecord, wording: RestWording): Operation[] {
  return eachProcedure(procedures).flatMap(([name, compiled]) => {
    const { http } = compiled.contract;
    if (!http) return [];
    const problem = problemOf(compiled, http);
    if (problem) throw new Error(`${name} cannot answer to ${http.method} ${http.path}: ${problem}.`);
    return [operationOf(name, compiled, { http, shape: wording.shapes.get(compiled.contract) ?? {} })];
  });
}

interface Mapping {
  readonly http: HttpMapping;
  readonly shape: WireShape;
}

function operationOf(name: string, compiled: CompiledProcedure, { http, shape }: Mapping): Operation {
  const input = inputOf(compiled);
  const names = new Set(parameterNames(http.path));
  const toParameter = ([field, schema]: [string, JsonSchema]): TextParameter => ({
    field,
    name: shape.sent?.[field] ?? field,
    ...textFieldOf(schema),
  });
  const fields = input ? [...new Map(propertiesOf(input))] : [];
  const others = fields.filter(([field]) => !names.has(field));
  const isRead = readsBody(http);
  return {
    name,
    compiled,
    method: http.method,
    path: http.path,
    status: http.status ?? 200,
    shape,
    input,
    inPath: fields.filter(([field]) => names.has(field)).map(toParameter),
    inQuery: isRead ? [] : others.map(toParameter),
    hasBody: isRead && others.length > 0,
  };
}

function inputOf({ contract }: CompiledProcedure): JsonSchema | null {
  return contract.input ? jsonSchemaOf(contract.input, 'input') : null;
}

function readsBody({ method }: HttpMapping): boolean {
  return method !== 'GET' && method !== 'DELETE';
}

function problemOf(compiled: CompiledProcedure, http: HttpMapping): string | null {
  const { kind } = compiled.contract;
  if (kind === 'subscription') return 'a stream has no single answer';
  // The guard against other sites lets a GET pass, and caches and crawlers repeat it.
  if (kind === 'mutation' && http.method === 'GET') return 'a GET changes nothing';
  const fields = new Map(propertiesOf(inputOf(compiled) ?? {}));
  const names = parameterNames(http.path);
  const unknown = names.find((name) => !fields.has(name));
  if (unknown !== undefined) return `its input has no field ${unknown}`;
  const written = [...fields].filter(([field]) => names.includes(field) || !readsBody(http));
  const unwritable = written.find(([, schema]) => !isWritable(textFieldOf(schema)));
  return unwritable ? `its field ${unwritable[0]} cannot be written as text` : null;
}

function isWritable({ kind, items }: TextField): boolean {
  return kind !== 'object' && (kind !== 'list' || (items !== 'object' && items !== 'list'));
}
