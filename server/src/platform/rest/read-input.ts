import { type Coerced, coerce } from './coerce.ts';
import type { Operation, TextParameter } from './operation.ts';
import { invalid } from './refusals.ts';
import type { PathParameters } from './route-table.ts';

/** What a request brings, not yet read. */
export interface Brought {
  readonly path: PathParameters;
  readonly query: URLSearchParams;
  /** Undefined where none was sent, or none is read. */
  readonly body: object | undefined;
}

/**
 * Puts the input of a procedure together: from the path and the query by its schema, and from the body as it is.
 *
 * @remarks
 * Only where text has to become something else is anything checked here; what is valid the pipeline decides.
 *
 * @throws INVALID_INPUT for text that cannot be read as what its field takes.
 */
export function readInput(operation: Operation, { path, query, body }: Brought): unknown {
  if (!operation.input) return undefined;
  const fromQuery = operation.inQuery.flatMap((parameter) => {
    const texts = query.getAll(parameter.name);
    return texts.length > 0 ? [read(parameter, texts)] : [];
  });
  const fromPath = operation.inPath.map((parameter) => {
    const text = path.get(parameter.name);
    return typeof text === 'string' ? read(parameter, [text]) : misspelt(parameter);
  });
  const coerced = [...fromQuery, ...fromPath];
  const problems = coerced.flatMap(({ field, result }) => ('problem' in result ? [[field, [result.problem]]] : []));
  if (problems.length > 0) throw invalid(Object.fromEntries(problems));
  const fromText = coerced.map(({ field, result }) => [field, 'value' in result ? result.value : undefined]);
  // The address says which thing is meant, whatever the body says. By entries, which write no prototype.
  return Object.fromEntries([...fieldsOfBody(operation, body), ...fromText]);
}

interface ReadField {
  readonly field: string;
  readonly result: Coerced;
}

function read(parameter: TextParameter, texts: readonly string[]): ReadField {
  return { field: parameter.field, result: coerce(parameter, texts) };
}

function misspelt({ field }: TextParameter): ReadField {
  return { field, result: { problem: 'is not written as an address writes it: UTF-8, percent-encoded' } };
}

function fieldsOfBody({ hasBody, shape, inPath }: Operation, body: object = {}): [string, unknown][] {
  if (!hasBody) return [];
  const fields = Object.entries(shape.bodyIn === undefined ? body : wrapped(body, shape.bodyIn));
  const sent = Object.entries(shape.sent ?? {});
  const own = new Map(sent.map(([field, name]) => [name, field]));
  const renamed = new Set([...sent.map(([field]) => field), ...inPath.map(({ field }) => field)]);
  return fields.flatMap(([name, value]): [string, unknown][] => {
    const field = own.get(name);
    if (field !== undefined) return [[field, value]];
    return renamed.has(name) ? [] : [[name, value]];
  });
}

function wrapped(body: object, key: string): object {
  const value: unknown = Object.hasOwn(body, key) ? Reflect.get(body, key) : undefined;
  if (value === undefined || value === null) throw invalid({ [key]: ["can't be blank"] });
  if (typeof value !== 'object' || Array.isArray(value)) throw invalid({ [key]: ['must be an object'] });
  return value;
}
