import { expect, test } from 'vitest';
import { bounds } from '../../test/cases/bounds.ts';
import type { RuleCase } from '../../test/cases/case.ts';
import { code } from '../../test/cases/code.ts';
import { enumerations } from '../../test/cases/enumerations.ts';
import { formats } from '../../test/cases/formats.ts';
import { pipes } from '../../test/cases/pipes.ts';
import { properties } from '../../test/cases/properties.ts';
import { records } from '../../test/cases/records.ts';
import { types } from '../../test/cases/types.ts';
import { unions } from '../../test/cases/unions.ts';
import type { SchemaChange } from './change.ts';
import { compareSchemas } from './compare-schemas.ts';
import { describeSchema, type Problem } from './describe-schema.ts';
import type { Side } from './rule.ts';
import { schemaRules } from './rules.ts';

const cases = [properties, records, types, enumerations, unions, bounds, formats, code, pipes].flat();
const sides = ['input', 'output'] as const;

function compare(side: Side, { before, after }: RuleCase): SchemaChange[] {
  const problems: Problem[] = [];
  const [old, now] = [before, after].map((schema) => describeSchema(schema, side, { place: '', problems }));
  expect(problems).toEqual([]);
  return compareSchemas(side, old ?? {}, now ?? {});
}

function line({ verdict, rule, path, before, after }: SchemaChange): string {
  return `${verdict} ${rule}${path && ` at ${path}`}: ${before ?? 'nothing'} → ${after ?? 'nothing'}`;
}

const numbered = cases.map((one, index): [string, RuleCase] => [`${index + 1} ${one.row}`, one]);

test.each(numbered)('case %s is told in what is sent, with its verdict and place', (_, one) => {
  expect(compare('input', one).map(line)).toEqual(one.input);
});

test.each(numbered)('case %s is told in what is received, with its verdict and place', (_, one) => {
  expect(compare('output', one).map(line)).toEqual(one.output);
});

test('every rule of a schema is reached by a case, on both sides', () => {
  for (const side of sides) {
    const reached = new Set(cases.flatMap((one) => compare(side, one)).map(({ rule }) => rule));
    const expected = Object.keys(schemaRules).filter((rule) => !unreachable[side].includes(rule));
    expect([...reached].toSorted()).toEqual(expected.toSorted());
  }
});

/** What only one side knows: an output has no default, and what a reader does not know it leaves aside. */
const unreachable: Record<Side, readonly string[]> = {
  input: [],
  output: [
    'default-added',
    'default-changed',
    'default-removed',
    'property-refused',
    'required-property-refused',
    'became-strict',
    'became-tolerant',
  ],
};

test.each(Object.entries(schemaRules))('the rule %s says why and what to do wherever it is not safe', (name, rule) => {
  for (const side of sides.filter((one) => rule[one] !== 'safe' && !unreachable[one].includes(name))) {
    const said: Partial<Record<Side, string>>[] = [rule.why, rule.instead];
    for (const words of said) expect(words[side]).toMatch(/^[A-Z].*\.$/);
  }
});

/** The rows of the table that speak of schemas. */
const rows = [
  ['required property added', 'optional property added', 'defaulted property added'],
  [
    'required property removed, plain object',
    'optional property removed, plain object',
    'property removed, loose object',
  ],
  ['required property removed, strict object', 'optional property removed, strict object', 'property renamed'],
  ['optional -> required', 'required -> optional', 'nullable added', 'nullable removed', 'type changed'],
  [
    'integer -> number',
    'number -> integer',
    'enum value added',
    'enum value removed',
    'string -> enum',
    'became literal',
  ],
  ['enum value added, marked closed', 'enum value added, marked open', 'enum -> string', 'literal changed'],
  ['union member added', 'union member removed', 'discriminated variant added', 'discriminated variant removed'],
  ['discriminator key changed', 'max set', 'max tightened', 'min set', 'min tightened', 'max loosened', 'min loosened'],
  ['format set', 'format changed', 'format removed', 'pattern set', 'pattern changed', 'pattern removed'],
  ['multipleOf set', 'default changed', 'default removed, still optional', 'default removed, required now'],
  [
    'strip -> strict object',
    'strict -> strip object',
    'strict -> loose object',
    'record value widened',
    'record value narrowed',
  ],
  ['tuple length changed', 'scalar <-> array', 'object <-> void', 'description changed'],
  ['refine() added', 'refine() changed, rev raised', 'transform() added', 'custom check added'],
].flat();

test.each(rows)('the table has a case of: %s', (row) => {
  expect(cases.filter((one) => one.row === row)).not.toEqual([]);
});
