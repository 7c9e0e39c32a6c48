import { clientHeaders } from '@hybrid/contracts/kernel';
import type { Operation } from '../rest/operation.ts';

/**
 * Writes the call of an operation of the REST face for a shell.
 *
 * @param input what the procedure is called with.
 */
export function curlOf(operation: Operation, input: unknown, origin: string): string {
  const fields: Readonly<Record<string, unknown>> = isRecord(input) ? input : {};
  const lines = [
    `curl ${operation.method === 'GET' ? '' : `-X ${operation.method} `}${quoted(`${origin}/api${addressOf(operation, fields)}`)}`,
    ...headersOf(operation).map((header) => `-H ${header}`),
    ...bodyOf(operation, fields).map((body) => `-d ${quoted(body)}`),
  ];
  return lines.join(' \\\n  ');
}

function addressOf({ path, inPath, inQuery }: Operation, fields: Readonly<Record<string, unknown>>): string {
  const names = new Map(inPath.map(({ name, field }) => [name, fields[field]]));
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(textOf(names.get(name))));
  const query = inQuery.flatMap(({ name, field }) => {
    const values = [fields[field]].flat().filter((value) => value !== undefined && value !== null);
    return values.map((value): [string, string] => [name, textOf(value)]);
  });
  return query.length === 0 ? filled : `${filled}?${new URLSearchParams(query).toString()}`;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? '');
}

function headersOf({ compiled: { contract }, hasBody }: Operation): string[] {
  const isSignedIn = contract.access !== 'anonymous' && contract.access !== 'public';
  return [
    // In double quotes, in which a shell fills in its variables.
    ...(isSignedIn ? ['"Authorization: Bearer $TOKEN"'] : []),
    ...(contract.idempotent ? [`"${headerWords(clientHeaders.idempotencyKey)}: $(uuidgen)"`] : []),
    ...(hasBody ? ["'Content-Type: application/json'"] : []),
  ];
}

/** The name of a header as people write it: `Idempotency-Key`. */
export function headerWords(name: string): string {
  return name.replaceAll(/(^|-)([a-z])/g, (_, dash: string, letter: string) => `${dash}${letter.toUpperCase()}`);
}

function bodyOf({ hasBody, inPath, shape }: Operation, fields: Readonly<Record<string, unknown>>): string[] {
  if (!hasBody) return [];
  const above = new Set(inPath.map(({ field }) => field));
  const rest = Object.entries(fields).filter(([field]) => !above.has(field));
  const named = Object.fromEntries(rest.map(([field, value]) => [shape.sent?.[field] ?? field, value]));
  return [JSON.stringify(shape.bodyIn === undefined ? named : { [shape.bodyIn]: named })];
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
