import { z } from 'zod';
import type { JsonSchema } from './json-schema.ts';
import { checksOf, type Def, type Node } from './zod-node.ts';

/**
 * Writes what a text has to look like: each of its formats with its options, and the patterns of the contract's own.
 *
 * @remarks
 * zod writes the last format alone, and beside it a regular expression that its next release may write otherwise.
 */
export function writeText(zodSchema: Node, json: JsonSchema): void {
  const looks = checksOf(zodSchema)
    .filter(({ check }) => check === 'string_format')
    .flatMap(looksOf);
  const unlike = [...new Map(looks.map((look) => [JSON.stringify(look), look])).values()];
  for (const key of ['format', 'pattern', 'allOf'] as const) delete json[key];
  const [format] = unlike.filter((look) => !look.pattern);
  const patterns = unlike.filter(({ pattern }) => pattern !== undefined);
  const [pattern] = patterns.length === 1 ? patterns : [];
  Object.assign(json, format, pattern);
  const others = unlike.filter((look) => look !== format && look !== pattern);
  if (others.length > 0) json.allOf = others;
}

const ownPatterns = new Set(['regex', 'starts_with', 'ends_with', 'includes', 'lowercase', 'uppercase']);

/** What zod calls formats of its own that it makes as it does those of others. */
const ownFormats = /^(?:hostname|hex|(?:md5|sha1|sha256|sha384|sha512)_(?:hex|base64|base64url))$/;

/** What one check says of a text: a format, a pattern, or both. */
function looksOf(def: Def): JsonSchema[] {
  const name = String(def['format']);
  if (ownPatterns.has(name)) return patternOf(def);
  const isChosen = name === 'email' ? def['pattern'] !== z.regexes.email : isCustom(def) && !ownFormats.test(name);
  return isChosen ? [formatOf(name, def, { pattern: 'own' }), ...patternOf(def)] : [formatOf(name, def)];
}

function isCustom({ fn }: Def): boolean {
  return typeof fn === 'function';
}

function patternOf({ pattern }: Def): JsonSchema[] {
  if (!(pattern instanceof RegExp)) return [];
  const flags = pattern.flags.replaceAll(/[gy]/g, '');
  return [{ pattern: pattern.source, ...(flags && { 'x-flags': flags }) }];
}

/** The formats that JSON Schema calls otherwise. */
const keywords: Record<string, string> = {
  guid: 'uuid',
  url: 'uri',
  datetime: 'date-time',
  json_string: 'json-string',
};

/** A format, with what was said of it: `{ offset: true }` of a date and time, the protocols of an address. */
function formatOf(name: string, def: Def, chosen: Record<string, unknown> = {}): JsonSchema {
  const keyword = isLax(name, def) ? undefined : (keywords[name] ?? name);
  // Where two have one keyword, or one has none, its name tells it.
  const isNamed = keyword === undefined || name === 'guid';
  const options = optionsOf(def, { ...(isNamed && { name }), ...chosen });
  const written = { format: keyword, 'x-format': Object.keys(options).length > 0 ? options : undefined };
  return Object.fromEntries(Object.entries(written).filter(([, value]) => value !== undefined));
}

/** Whether it takes what the keyword of JSON Schema forbids. */
function isLax(name: string, { local, precision }: Def): boolean {
  return name === 'time' || (name === 'datetime' && (local === true || precision === -1));
}

const plain = new Set(['type', 'check', 'checks', 'format', 'pattern', 'error', 'abort', 'coerce', 'when', 'fn']);

function optionsOf(def: Def, chosen: Record<string, unknown>): Record<string, unknown> {
  const own = Object.entries(def).filter(([key]) => !plain.has(key));
  const said = [...own, ...Object.entries(chosen)].filter(
    ([, value]) => value !== null && value !== undefined && value !== false,
  );
  return Object.fromEntries(said.map(([key, value]) => [key, value instanceof RegExp ? String(value) : value]));
}
