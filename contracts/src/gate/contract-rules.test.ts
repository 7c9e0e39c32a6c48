import { expect, test } from 'vitest';
import { z } from 'zod';
import { admission } from '../../test/cases/admission.ts';
import { answers } from '../../test/cases/answers.ts';
import { subscriptionWith } from '../../test/cases/contract-case.ts';
import { procedures } from '../../test/cases/procedures.ts';
import { compareLocks } from './compare-locks.ts';
import { contractRules } from './contract-rules.ts';
import { describeContract } from './describe.ts';
import type { Finding } from './finding.ts';
import type { Lock } from './lock.ts';

const today = '2026-11-28';
const cases = [...procedures, ...admission, ...answers];

function compare({ before, after }: (typeof cases)[number]): Finding[] {
  return compareLocks(describeContract(before), describeContract(after), { today });
}

function line({ verdict, rule, name, part, path, before, after }: Finding): string {
  return `${verdict} ${rule} of ${name} ${part}${path && ` at ${path}`}: ${before ?? 'nothing'} → ${after ?? 'nothing'}`;
}

test.each(cases.map((one, index): [string, typeof one] => [`${index + 1} ${one.row}`, one]))(
  'case %s is told with its verdict, part and place',
  (_, one) => {
    expect(compare(one).map(line)).toEqual(one.found);
  },
);

/** Locked by a server that numbers its events in another way. */
function withCursor(cursor: string | undefined): Lock {
  const lock = describeContract(subscriptionWith({}));
  const [call] = Object.values(lock.procedures);
  if (!call) throw new Error('The contract of one subscription holds none.');
  const { cursor: _, ...rest } = call;
  return { ...lock, procedures: { 'demo.call': { ...rest, ...(cursor !== undefined && { cursor }) } } };
}

test.each([
  ['events no longer tracked', undefined, 'breaking cursor-changed of demo.call procedure: epoch:sequence → none'],
  ['cursor format changed', 'ulid', 'breaking cursor-changed of demo.call procedure: epoch:sequence → ulid'],
])('a subscription: %s', (_, cursor, expected) => {
  expect(compareLocks(withCursor('epoch:sequence'), withCursor(cursor), { today }).map(line)).toEqual([expected]);
});

test('every rule of a contract is reached by a case', () => {
  const reached = new Set<string>([...cases.flatMap(compare).map(({ rule }) => rule), 'cursor-changed']);
  const schemas = [
    'became-optional',
    'required-property-added',
    'type-changed',
    'required-property-removed',
    'default-removed',
    'became-nullable',
  ];
  expect([...reached].filter((rule) => !schemas.includes(rule)).toSorted()).toEqual(
    Object.keys(contractRules).toSorted(),
  );
});

test.each(Object.entries(contractRules))('the rule %s says why and what to do wherever it is not safe', (_, rule) => {
  const said = rule.verdict === 'safe' ? /^$|^[A-Z].*\.$/ : /^[A-Z].*\.$/;
  expect(rule.why).toMatch(said);
  expect(rule.instead).toMatch(said);
});

test('a change of the same kind in two places is told in both', () => {
  const withTitle = (title: z.ZodType) => subscriptionWith({ input: z.object({ title }), output: z.object({ title }) });
  const [before, after] = [z.string().max(5), z.string()].map(withTitle).map(describeContract);
  expect(compareLocks(before ?? empty, after ?? empty, { today }).map(line)).toEqual([
    'safe bound-loosened of demo.call input at title: maxLength 5 → no maxLength',
    'risky bound-loosened of demo.call output at title: maxLength 5 → no maxLength',
  ]);
});

const empty: Lock = { format: 1, procedures: {}, events: {} };

test('a contract is no different from itself', () => {
  for (const { before, after } of cases) {
    expect(compareLocks(describeContract(before), describeContract(before), { today })).toEqual([]);
    expect(compareLocks(describeContract(after), describeContract(after), { today })).toEqual([]);
  }
});
