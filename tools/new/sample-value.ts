import type { JsonSchema } from '@hybrid/contracts/gate';

/** Texts of a format that would not pass as any text. */
const formats: Readonly<Record<string, string>> = {
  'date-time': '2026-01-31T09:30:00.000Z',
  date: '2026-01-31',
  email: 'ada@example.com',
  uri: 'https://example.com/',
  uuid: '019ac0de-6f3a-7c51-9d0e-4b7a2c6d8e1f',
};

/** Makes a value that a schema of the contract's lock describes: a simple one. */
export function sampleOf(schema: JsonSchema | boolean | undefined): unknown {
  if (typeof schema !== 'object') return null;
  const [alternative] = [schema.anyOf, schema.oneOf, schema.allOf].flatMap((branches) => branches ?? []);
  if (alternative) return sampleOf(alternative);
  if ('const' in schema) return schema.const;
  return schema.enum ? schema.enum[0] : byType(schema);
}

function byType(schema: JsonSchema): unknown {
  const [type = 'null'] = [schema.type].flat();
  if (type === 'object') return objectOf(schema);
  if (type === 'array') return [sampleOf(schema.items)];
  const number = Math.max(1, Number(schema['minimum'] ?? 1));
  const plain: Record<string, unknown> = { integer: number, number, boolean: true };
  return type === 'string' ? (formats[String(schema.format)] ?? 'some text') : (plain[type] ?? null);
}

function objectOf({ properties = {} }: JsonSchema): object {
  return Object.fromEntries(Object.entries(properties).map(([key, inner]) => [key, sampleOf(inner)]));
}
