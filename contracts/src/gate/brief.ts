import { type Branch, branchesOf } from './branches.ts';
import { type JsonSchema, schemaOrNull } from './json-schema.ts';

const membersMax = 6;
const depthMax = 2;

/**
 * Says in a few words what a schema accepts, much as TypeScript writes a type.
 *
 * @example
 * brief({ type: 'array', items: { type: 'string', format: 'uuid' } }) // 'string (uuid)[]'
 */
export function brief(schema: JsonSchema, root: JsonSchema = schema, depth = 0): string {
  if (depth > depthMax) return '…';
  const branches = branchesOf(schema, root);
  if (branches.length === 0) return 'never';
  const words = branches.map((branch) => ofBranch(branch, root, depth));
  return shortened([...new Set(words)], ' | ');
}

function ofBranch(branch: Branch, root: JsonSchema, depth: number): string {
  const { kind, schema, values } = branch;
  if (values)
    return shortened(
      values.map((value) => JSON.stringify(value)),
      ' | ',
    );
  if (kind === 'array') return ofArray(schema, root, depth);
  if (kind === 'several') return (schema.allOf ?? []).map((part) => brief(part, root, depth + 1)).join(' & ');
  if (kind === 'object') return ofObject(schema, root, depth);
  return schema.format === undefined ? kind : `${kind} (${schema.format})`;
}

function ofArray({ prefixItems, items }: JsonSchema, root: JsonSchema, depth: number): string {
  if (prefixItems) return `[${prefixItems.map((item) => brief(item, root, depth + 1)).join(', ')}]`;
  const item = brief(schemaOrNull(items) ?? {}, root, depth + 1);
  return item.includes(' | ') ? `(${item})[]` : `${item}[]`;
}

function ofObject(
  { properties = {}, required = [], additionalProperties }: JsonSchema,
  root: JsonSchema,
  depth: number,
) {
  const names = Object.keys(properties).map((name) => (required.includes(name) ? name : `${name}?`));
  const rest = schemaOrNull(additionalProperties);
  if (names.length === 0 && rest) return `{ [key]: ${brief(rest, root, depth + 1)} }`;
  return names.length === 0 ? '{}' : `{ ${shortened(names, ', ')} }`;
}

function shortened(words: readonly string[], separator: string): string {
  const shown = words.length > membersMax ? [...words.slice(0, membersMax), '…'] : words;
  return shown.join(separator);
}
