import type { SealedLock } from './lock.ts';

const lineMax = 110;

/**
 * Writes a lock as the file that is committed: keys sorted, and what fits on a line on one line, so that a difference shows
 * what changed and little else.
 */
export function formatLock({ format, hash, release, procedures, events }: SealedLock): string {
  const head = { format, hash, ...(release !== undefined && { release }) };
  const lines = Object.entries(head).map(([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)},`);
  return `{\n${lines.join('\n')}\n  "procedures": ${write(procedures, '  ')},\n  "events": ${write(events, '  ')}\n}\n`;
}

function write(value: unknown, indent: string): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value))
    return bracket(
      '[]',
      value.map((item) => write(item, `${indent}  `)),
      indent,
    );
  return bracket('{}', members(value, indent), indent);
}

function bracket(signs: '[]' | '{}', parts: readonly string[], indent: string): string {
  const [open, close] = signs;
  if (parts.length === 0) return signs;
  const line = signs === '[]' ? `[${parts.join(', ')}]` : `{ ${parts.join(', ')} }`;
  const fits = line.length + indent.length <= lineMax && !line.includes('\n');
  // Procedures and events each begin a line of their own, however little is said of them.
  if (fits && indent.length > 4) return line;
  return `${open}\n${parts.map((part) => `${indent}  ${part}`).join(',\n')}\n${indent}${close}`;
}

function members(value: object, indent: string): string[] {
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  const sorted = entries.toSorted(([a], [b]) => (a < b ? -1 : 1));
  return sorted.map(([name, member]) => `${JSON.stringify(name)}: ${write(member, `${indent}  `)}`);
}
