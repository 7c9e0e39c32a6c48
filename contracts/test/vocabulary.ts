import type { Scalar } from './shape.ts';

/** What zod has for texts, as source, each with texts that it takes or nearly takes. */
export const textBases: Record<string, readonly string[]> = {
  'z.string()': [],
  'z.coerce.string()': [],
  'z.email()': ['a@b.de', 'ab@example.com'],
  'z.email({ pattern: z.regexes.html5Email })': ['a@b', 'a@b.de'],
  'z.email({ pattern: z.regexes.unicodeEmail })': ['ä@b', 'a@b.de'],
  'z.url()': ['https://a.de', 'http://a.de/b', 'ftp://a', 'mailto:a@b.de'],
  'z.url({ protocol: /^https$/ })': ['https://a.de', 'https://b.de'],
  'z.url({ protocol: /^https?$/, hostname: z.regexes.domain })': ['https://a.de', 'http://a.de'],
  'z.httpUrl()': ['https://a.de', 'http://a.de'],
  'z.uuid()': ['00000000-0000-0000-0000-000000000000', '3f2b1c4d-0000-4000-8000-000000000001'],
  'z.uuidv4()': ['3f2b1c4d-0000-4000-8000-000000000001'],
  'z.uuidv7()': ['3f2b1c4d-0000-7000-8000-000000000001'],
  'z.guid()': ['3f2b1c4d-0000-0000-0000-000000000001'],
  'z.iso.date()': ['2026-11-28'],
  'z.iso.datetime()': ['2026-11-28T10:00:00Z', '2026-11-28T10:00:00.123Z'],
  'z.iso.datetime({ offset: true })': ['2026-11-28T10:00:00+01:00', '2026-11-28T10:00:00Z'],
  'z.iso.datetime({ local: true })': ['2026-11-28T10:00:00', '2026-11-28T10:00Z', '2026-11-28T10:00'],
  'z.iso.datetime({ precision: 0 })': ['2026-11-28T10:00:00Z'],
  'z.iso.datetime({ precision: 3 })': ['2026-11-28T10:00:00.123Z'],
  'z.iso.datetime({ precision: -1 })': ['2026-11-28T10:00Z'],
  'z.iso.time()': ['10:00', '10:00:00', '10:00:00.5'],
  'z.iso.time({ precision: -1 })': ['10:00'],
  'z.iso.time({ precision: 0 })': ['10:00:00'],
  'z.iso.duration()': ['P1D', 'PT1H'],
  'z.ipv4()': ['10.0.0.1'],
  'z.ipv6()': ['::1'],
  'z.cidrv4()': ['10.0.0.0/8'],
  'z.cidrv6()': ['::1/128'],
  'z.mac()': ['00:1A:2B:3C:4D:5E'],
  'z.mac({ delimiter: "-" })': ['00-1A-2B-3C-4D-5E'],
  'z.base64()': ['', 'YWI=', 'YWJj', '+/+/'],
  'z.base64url()': ['', 'YWI', 'YWJj', '-_-_'],
  'z.nanoid()': ['abcdefghijklmnopqrstu'],
  'z.nanoid({ length: 5 })': ['abcde'],
  'z.cuid2()': ['abc1', 'zz'],
  'z.ulid()': ['01ARZ3NDEKTSV4RRFFQ69G5FAV'],
  'z.emoji()': ['🐘', '🐘🐘'],
  'z.e164()': ['+4930123456'],
  'z.hex()': ['', 'ab', 'AB12'],
  'z.hostname()': ['a', 'a.de'],
  'z.stringFormat("even", (text) => text.length % 2 === 0)': ['', 'ab', 'abcd'],
  'z.stringFormat("short", /^.{0,2}$/)': ['', 'ab'],
  'z.stringFormat("short", /^.{0,3}$/)': ['', 'ab', 'abc'],
};

export const textChecks = [
  '.min(1)',
  '.min(2)',
  '.min(3)',
  '.max(2)',
  '.max(3)',
  '.max(5)',
  '.length(2)',
  '.nonempty()',
  '.regex(/^a/)',
  '.regex(/^a/i)',
  '.regex(/b/)',
  '.startsWith("a")',
  '.endsWith("b")',
  '.includes("b")',
  '.includes("b", { position: 1 })',
  '.lowercase()',
  '.uppercase()',
  '.trim()',
  '.toLowerCase()',
  '.toUpperCase()',
  '.normalize()',
  '.check(z.email())',
  '.check(z.url())',
  '.check(z.uuid())',
] as const;

/** Those after which a text is another one. */
export const overwrites: readonly string[] = ['.trim()', '.toLowerCase()', '.toUpperCase()', '.normalize()'];

export const texts = [
  '',
  'a',
  'b',
  'ab',
  'abc',
  'A',
  'AB',
  ' a ',
  '  ',
  ' ',
  'aab',
  'bab',
  'abcd',
  'abcde',
  'abcdef',
  '5',
  '-1',
];

export const numberBases = ['z.number()', 'z.int()', 'z.int32()', 'z.uint32()', 'z.float32()', 'z.coerce.number()'];

export const numberChecks = [
  '.min(0)',
  '.min(1)',
  '.min(2)',
  '.max(2)',
  '.max(5)',
  '.gt(0)',
  '.gt(1)',
  '.lt(2)',
  '.lt(5)',
  '.positive()',
  '.nonnegative()',
  '.int()',
  '.multipleOf(2)',
  '.multipleOf(3)',
  '.multipleOf(4)',
  '.multipleOf(0.5)',
  '.min(Number.MIN_SAFE_INTEGER)',
  '.max(Number.MAX_SAFE_INTEGER)',
] as const;

export const numbers = [
  0,
  1,
  2,
  3,
  4,
  5,
  6,
  12,
  13,
  -1,
  -2,
  0.5,
  1.5,
  2.5,
  0.1,
  1e300,
  -1e300,
  2 ** 31,
  -(2 ** 31),
  2 ** 53,
];

/** Schemas without parts, each with values that it takes or nearly takes. */
export const others: Record<string, readonly unknown[]> = {
  'z.boolean()': [true, false],
  'z.coerce.boolean()': [true, false, 'x', 0],
  'z.null()': [null],
  'z.unknown()': ['a', 1, null, [], { a: 1 }],
  'z.any()': ['a', 1, null, [], { a: 1 }],
  'z.never()': [],
  'z.json()': ['a', 1, null, ['a', [1]], { a: { b: null } }],
  'z.stringbool()': ['true', 'no', 'on'],

  'z.codec(z.string(), z.number(), { decode: Number, encode: String })': ['1', 'a', ''],
  'z.enum({ A: 1, B: "b" })': [1, 'b'],
  'z.enum({ A: 1, B: 2 })': [1, 2],
  'z.templateLiteral(["a", z.number()])': ['a1', 'a0.5'],
  'z.templateLiteral(["a", z.enum(["b", "c"])])': ['ab', 'ac'],
};

export const scalars: readonly Scalar[] = ['a', 'b', 'c', 'abcd', 0, 1, 2, 13, 1.5, 1e300, true, false, null];

export const listChecks = ['.min(1)', '.min(2)', '.max(1)', '.max(2)', '.max(3)', '.length(1)', '.nonempty()'] as const;

/** What a value has to stand up to that no JSON Schema says; each lets through what is of another kind, or missing. */
export const refinements = [
  '(value) => typeof value !== "string" || value.length % 2 === 0',
  '(value) => typeof value !== "number" || value < 3',
  '(value) => !Array.isArray(value) || value.length < 2',
  '(value) => value !== null',
  '(value) => value !== "a" && value !== 1 && value !== true',
] as const;

/** What makes another value of a value, and takes any. */
export const transforms = [
  '(value) => value',
  '(value) => (typeof value === "string" ? value.length : value)',
  '(value) => JSON.stringify(value) ?? "nothing"',
] as const;
