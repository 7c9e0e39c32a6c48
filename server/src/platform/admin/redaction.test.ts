import { expect, test } from 'vitest';
import { quoted, redact, redactFields, shortAddress, shortAddressesIn, withoutWords } from './redaction.ts';

test('what is kept from viewers is seen by operators and admins, and what is kept from everybody by nobody', () => {
  const row = { id: '1', email: 'ada@example.com', to: 'grace@example.com' };
  const redactions = {
    email: { from: 'viewers', as: shortAddress },
    to: { from: 'everybody', as: shortAddress },
  } as const;
  expect(redact(row, redactions, 'viewer')).toEqual({ id: '1', email: 'a…@example.com', to: 'g…@example.com' });
  for (const role of ['operator', 'admin'] as const) {
    expect(redact(row, redactions, role)).toEqual({ ...row, to: 'g…@example.com' });
  }
  expect(row.email).toBe('ada@example.com');
});

test('fields that are written down by their names are kept by those, also deep within and in lists', () => {
  const value = {
    email: 'ada@example.com',
    person: { Email: 'grace@example.com', password: { old: 'a', new: null }, tokens: 1 },
    list: [{ token: 'a' }, 'plain', null],
  };
  expect(redactFields(value, 'admin')).toEqual({
    email: 'ada@example.com',
    person: { Email: 'grace@example.com', password: { old: '…', new: null }, tokens: 1 },
    list: [{ token: '…' }, 'plain', null],
  });
  expect(redactFields(value, 'viewer')).toMatchObject({
    email: 'a…@example.com',
    person: { Email: 'g…@example.com' },
  });
});

test.each([
  ['550 no such user <ada.l+x@mail.example.com>: gone', '550 no such user <a…@mail.example.com>: gone'],
  ['a@b.c, d@e.f', 'a…@b.c, d…@e.f'],
  ['nothing @ all, in package@1.2.3', 'nothing @ all, in package@1.2.3'],
])('in %j addresses are shortened and nothing else', (text, expected) => {
  expect(shortAddressesIn(text)).toBe(expected);
});

test('of a question in words a viewer reads none that were looked for, whatever marks stand in them', () => {
  const question = `whose name contains ${quoted('a” who are “b')}, with the role admin, of ${quoted('c')}`;
  const word = 'a word that only operators see';
  expect(withoutWords(question)).toBe(`whose name contains ${word}, with the role admin, of ${word}`);
  const logged = { before: {}, after: { question, matched: 3 } };
  expect(redactFields(logged, 'operator')).toEqual(logged);
  expect(redactFields(logged, 'viewer')).toEqual({
    before: {},
    after: { question: withoutWords(question), matched: 3 },
  });
});
