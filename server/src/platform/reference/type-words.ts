import type { JsonSchema } from '@hybrid/contracts/gate';

/** The name of a field, in quotes where JavaScript asks for them. */
export function propertyWords(name: string): string {
  return /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name) ? name : JSON.stringify(name);
}

/** Values as they are written, one or the other: `"created" | "reset"`. */
export function literalWords(values: readonly unknown[]): string {
  return values.map((value) => JSON.stringify(value)).join(' | ');
}

/** The name that TypeScript has for a kind of value. */
export function typeWords(kind: string): string {
  if (kind === 'any') return 'unknown';
  return kind === 'integer' ? 'number' : kind;
}

/** The keys of an object that has whatever fields there are. */
export function keyWords(names: JsonSchema | undefined): string {
  return names?.enum ? `[key in ${literalWords(names.enum)}]` : '[key: string]';
}
