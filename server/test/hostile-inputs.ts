import type { AnyProcedure } from '@hybrid/contracts/kernel';
import { z } from 'zod';

/** As much of JSON Schema as zod writes for the inputs of a contract. */
const Node = z.looseObject({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  format: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
  default: z.unknown().optional(),
  minimum: z.number().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  items: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
  allOf: z.array(z.unknown()).optional(),
});

/** Texts of a format that would not pass as any text. */
const formats: Record<string, string> = {
  email: 'somebody@example.com',
  uuid: '00000000-0000-7000-8000-000000000000',
  uri: 'https://example.com/',
  'date-time': '2026-12-24T10:00:00.000Z',
};

/**
 * Makes an input that has every field a procedure reads, each with a value of its kind.
 *
 * @param known values for fields of these names, so that a call finds what it is about.
 */
export function sampleInput({ input }: AnyProcedure, known: Readonly<Record<string, unknown>>): unknown {
  return input && sample(z.toJSONSchema(input, { io: 'input' }), known);
}

type Known = Readonly<Record<string, unknown>>;

function sample(schema: unknown, known: Known): unknown {
  const node = Node.parse(schema);
  const [alternative] = [node.anyOf, node.oneOf, node.allOf].flatMap((branches) => branches ?? []);
  if (alternative !== undefined) return sample(alternative, known);
  if (node.enum) return node.enum[0];
  if (node.properties) return sampleObject(node.properties, known);
  if (node.items !== undefined) return [sample(node.items, known)];
  return sampleValue(node);
}

function sampleObject(properties: Record<string, unknown>, known: Known): object {
  const fields = Object.entries(properties).map(([name, field]) => [
    name,
    Object.hasOwn(known, name) ? known[name] : sample(field, known),
  ]);
  return Object.fromEntries(fields);
}

function sampleValue({ const: fixed, type, minimum = 1, format = '' }: z.infer<typeof Node>): unknown {
  const byType = new Map<unknown, unknown>([
    ['integer', Math.max(1, minimum)],
    ['number', Math.max(1, minimum)],
    ['boolean', true],
    ['null', null],
  ]);
  return fixed ?? (byType.has(type) ? byType.get(type) : (formats[format] ?? 'some text'));
}

/** Makes an input for each place of a value in another one, with `value` in that place. */
export function withEach(input: unknown, value: unknown): unknown[] {
  if (Array.isArray(input)) {
    return [
      value,
      ...input.flatMap((item, index) => withEach(item, value).map((changed) => input.with(index, changed))),
    ];
  }
  if (typeof input === 'object' && input !== null) {
    const fields = Object.entries(input);
    const inside = fields.flatMap(([name, field]) =>
      withEach(field, value).map((changed) => ({ ...input, [name]: changed })),
    );
    return [...inside, value];
  }
  return [value];
}
