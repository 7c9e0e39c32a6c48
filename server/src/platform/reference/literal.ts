import { propertyWords } from './type-words.ts';

/** As wide as the column that code stands in. */
const lineMax = 54;

/** Where a value is written: what its lines are indented by, and how much of its first line is taken. */
interface Place {
  readonly indent?: string;
  readonly taken?: number;
}

/** Writes a value as TypeScript does: names without quotes, texts in single ones, and on one line what fits there. */
export function literal(value: unknown, { indent = '', taken = indent.length }: Place = {}): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value !== 'object' || value === null) return String(value);
  const inner = { indent: `${indent}  ` };
  if (!Array.isArray(value)) return inBrackets('{}', fieldsOf(value, inner), { indent, taken });
  const items = value.map((item) => literal(item, inner));
  return inBrackets('[]', items, { indent, taken });
}

/** Puts what was written already into brackets: on one line, or each on its own. */
export function inBrackets(brackets: '{}' | '[]', parts: readonly string[], place: Place): string {
  if (parts.length === 0) return brackets;
  const { indent = '', taken = 0 } = place;
  const [open, close] = brackets === '{}' ? ['{ ', ' }'] : ['[', ']'];
  const line = `${open}${parts.join(', ')}${close}`;
  if (line.length + taken <= lineMax && !line.includes('\n')) return line;
  return `${open.trim()}\n${parts.map((part) => `${indent}  ${part},\n`).join('')}${indent}${close.trim()}`;
}

function fieldsOf(value: object, { indent }: { indent: string }): string[] {
  return Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .map(([name, field]) => {
      const before = `${propertyWords(name)}: `;
      return `${before}${literal(field, { indent, taken: indent.length + before.length })}`;
    });
}

function quoted(text: string): string {
  const inner = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  // Both are line ends in sources of some age.
  return `'${inner.replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')}'`;
}
