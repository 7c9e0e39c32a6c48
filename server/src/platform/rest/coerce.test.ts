import { expect, test } from 'vitest';
import { z } from 'zod';
import { coerce, textFieldOf } from './coerce.ts';
import { jsonSchemaOf } from './json-schema.ts';

const read = (schema: z.ZodType, ...texts: string[]) => coerce(textFieldOf(jsonSchemaOf(schema, 'input')), texts);

const whole = z.number().int();
const choice = z.enum(['a', 'b']);

test.each([
  [z.string(), '7', '7'],
  [z.string(), '', ''],
  [choice, 'a', 'a'],
  [z.literal('a'), 'b', 'b'],
  [whole, '7', 7],
  [whole, '-7', -7],
  [whole.default(3), '0', 0],
  [whole.optional(), '12', 12],
  [whole.nullable(), '12', 12],
  [z.number(), '1.5', 1.5],
  [z.number(), '-0.25', -0.25],
  [z.boolean(), 'true', true],
  [z.boolean().default(true), 'false', false],
  [z.union([z.string(), whole]), '7', '7'],
  [z.iso.datetime(), '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z'],
  [z.string().trim().transform(Number), '7', '7'],
])('text becomes what its field takes', (schema, text, value) => {
  expect(read(schema, text)).toEqual({ value });
});

test('a list takes every text that is given, and one as well', () => {
  expect(read(z.array(z.string()), 'a', 'b')).toEqual({ value: ['a', 'b'] });
  expect(read(z.array(z.string()), 'a,b')).toEqual({ value: ['a,b'] });
  expect(read(z.array(whole), '1')).toEqual({ value: [1] });
  expect(read(z.array(whole).max(2).default([]), '1', 'x')).toEqual({ problem: 'must be a whole number' });
});

test.each([
  [whole, '1.5', 'must be a whole number'],
  [whole, '', 'must be a whole number'],
  [whole, '1e3', 'must be a whole number'],
  [whole, ' 1', 'must be a whole number'],
  [whole, '+1', 'must be a whole number'],
  [whole, '0x10', 'must be a whole number'],
  [whole, '１', 'must be a whole number'],
  [z.number(), 'NaN', 'must be a number'],
  [z.number(), 'Infinity', 'must be a number'],
  [z.number(), '.5', 'must be a number'],
  [z.boolean(), '1', 'must be true or false'],
  [z.boolean(), 'TRUE', 'must be true or false'],
])('text that is not what its field takes is a problem', (schema, text, problem) => {
  expect(read(schema, text)).toEqual({ problem });
});

test('what is no list is given once', () => {
  expect(read(z.string(), 'a', 'a')).toEqual({ problem: 'must be given once' });
  expect(read(z.string())).toEqual({ problem: 'must be given once' });
});
