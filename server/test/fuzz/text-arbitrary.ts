import type { JsonSchema } from '@hybrid/contracts/gate';
import type { Arbitrary } from 'fast-check';
import * as fc from 'fast-check';

/** Texts that go wrong where texts are looked at too closely, or not closely enough. */
const odd = [
  ' ',
  '\u0000',
  '\ud800',
  '\u202e',
  "'; DROP TABLE x; --",
  String.raw`%_\ * [a] $1 {{7*7}}`,
  '<script>alert(1)</script>',
  'a\r\nset-cookie: b=c',
  '../../etc/passwd',
  '__proto__',
  'é'.normalize('NFD'),
  '🐘',
];

const plainLetters = 'abcdefghijklmnopqrstuvwxyz0123456789-_'.split('');

/** Beyond this a text is as long as any: longer ones are tried by tests of their own. */
const lengthMax = 60;

/** Texts as a JSON Schema says: of its format or pattern, within its lengths. */
export function textArbitrary(schema: JsonSchema): Arbitrary<string> {
  const format = schema.format === undefined ? undefined : formats[schema.format];
  if (format) return format;
  const [minLength, most] = [schema['minLength'], schema['maxLength']].map((bound) =>
    typeof bound === 'number' ? bound : undefined,
  );
  const least = minLength ?? 0;
  const bounds = { minLength: least, maxLength: Math.max(least, Math.min(most ?? lengthMax, least + lengthMax)) };
  const plain = fc.string({ ...bounds, unit: fc.constantFrom(...plainLetters) });
  const any = fc.string({ ...bounds, unit: 'grapheme' });
  return fc.oneof(
    { arbitrary: plain, weight: 7 },
    { arbitrary: any, weight: 2 },
    { arbitrary: fc.constantFrom(...odd), weight: 1 },
  );
}

const instants = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());

const formats: Record<string, Arbitrary<string>> = {
  email: fc.emailAddress(),
  uuid: fc.uuid(),
  uri: fc.webUrl(),
  'date-time': instants,
  date: instants.map((instant) => instant.slice(0, 10)),
};
