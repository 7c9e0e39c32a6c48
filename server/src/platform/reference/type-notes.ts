import type { JsonSchema } from '@hybrid/contracts/gate';

/** Something that a value has to be beside its type, in a few words; what is code stands apart. */
export interface Note {
  readonly words: string;
  readonly code?: string;
}

/** What a schema asks of a value, or says of it, beside its type. */
export function notesOf(schema: JsonSchema): Note[] {
  const words = [...boundsOf(schema), ...formOf(schema)].map((words): Note => ({ words }));
  return [...words, ...patternsOf(schema), ...checksOf(schema), ...marksOf(schema), ...pipedOf(schema)];
}

/** The notes that say something new. */
export function withoutDoubles(notes: readonly Note[]): Note[] {
  return [...new Map(notes.map((note) => [`${note.words} ${note.code ?? ''}`, note])).values()];
}

function boundsOf(schema: JsonSchema): string[] {
  const whole = [schema.type].flat().includes('integer') ? ['integer'] : [];
  const multiple = typeof schema['multipleOf'] === 'number' ? [`a multiple of ${number(schema['multipleOf'])}`] : [];
  return [
    ...whole,
    ...range(schema, ['minimum', 'maximum'], ''),
    ...beyond(schema),
    ...multiple,
    ...range(schema, ['minLength', 'maxLength'], 'character'),
    ...range(schema, ['minItems', 'maxItems'], 'item'),
    ...range(schema, ['minProperties', 'maxProperties'], 'key'),
  ];
}

function range(schema: JsonSchema, [least, most]: readonly [string, string], unit: string): string[] {
  const [min, max] = [schema[least], schema[most]];
  const of = (count: number) => (unit === '' ? number(count) : `${number(count)} ${unit}${count === 1 ? '' : 's'}`);
  if (typeof min === 'number' && typeof max === 'number') {
    return [min === max ? `exactly ${of(min)}` : `${number(min)} to ${of(max)}`];
  }
  if (typeof min === 'number') return [`at least ${of(min)}`];
  return typeof max === 'number' ? [`at most ${of(max)}`] : [];
}

function beyond({ exclusiveMinimum, exclusiveMaximum }: JsonSchema): string[] {
  const above = typeof exclusiveMinimum === 'number' ? [`above ${number(exclusiveMinimum)}`] : [];
  return typeof exclusiveMaximum === 'number' ? [...above, `below ${number(exclusiveMaximum)}`] : above;
}

function number(value: number): string {
  return value.toLocaleString('en-GB', { maximumFractionDigits: 20 });
}

const formats: Record<string, string> = {
  'date-time': 'a moment in ISO 8601',
  date: 'a day in ISO 8601',
  time: 'a time of day in ISO 8601',
  duration: 'a span in ISO 8601',
  email: 'an e-mail address',
  uuid: 'a UUID',
  guid: 'a UUID',
  uri: 'a URL',
  ipv4: 'an IPv4 address',
  ipv6: 'an IPv6 address',
};

function formOf({ format, contentEncoding, 'x-format': options = {} }: JsonSchema): string[] {
  // A pattern of the contract's own is told where patterns are.
  const { name, pattern: _, ...rest } = options;
  const written = typeof name === 'string' ? name : format;
  const said = Object.entries(rest).map(([key, value]) => `${key}: ${String(value)}`);
  const coded = typeof contentEncoding === 'string' && contentEncoding !== written ? [`in ${contentEncoding}`] : [];
  if (written === undefined) return coded;
  return [[formats[written] ?? written, ...said].join(', '), ...coded];
}

function patternsOf({ pattern, allOf, 'x-flags': flags = '' }: JsonSchema): Note[] {
  const all = [{ pattern, 'x-flags': flags }, ...(allOf ?? [])];
  return all.flatMap((one) =>
    one.pattern === undefined ? [] : [{ words: 'matches', code: `/${one.pattern}/${one['x-flags'] ?? ''}` }],
  );
}

/** What JSON Schema has no word for, and what concerns who sends it; what exactly is done, the contract's source says. */
const checks: Record<string, string> = {
  refine: 'checked further',
  coerce: 'read from text as well',
  catch: 'replaced where it does not fit',
};

function checksOf({ 'x-checks': names = [] }: JsonSchema): Note[] {
  return names.flatMap((name) => checks[name] ?? []).map((words) => ({ words }));
}

function marksOf(schema: JsonSchema): Note[] {
  const { extensible, additionalProperties, deprecated, examples } = schema;
  return [
    ...(Object.hasOwn(schema, 'default') ? [{ words: 'default', code: clipped(schema.default) }] : []),
    ...(extensible === true ? [{ words: 'more may come: expect what is not listed' }] : []),
    ...(extensible === false ? [{ words: 'never more than these' }] : []),
    ...(additionalProperties === false ? [{ words: 'no other fields' }] : []),
    ...(isOpen(schema) ? [{ words: 'and whatever other fields there are' }] : []),
    ...(deprecated === true ? [{ words: 'deprecated' }] : []),
    ...(Array.isArray(examples) ? examples.map((one) => ({ words: 'such as', code: clipped(one) })) : []),
  ];
}

function isOpen({ additionalProperties, properties }: JsonSchema): boolean {
  const isAny = typeof additionalProperties === 'object' && Object.keys(additionalProperties).length === 0;
  return properties !== undefined && (isAny || additionalProperties === true);
}

function clipped(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

/** A value that is read once more: unless it became another in between, it has to pass that as well. */
function pipedOf({ 'x-piped': piped = [], 'x-checks': names = [] }: JsonSchema): Note[] {
  return names.includes('transform') ? [] : piped.flatMap((next) => notesOf(next));
}
