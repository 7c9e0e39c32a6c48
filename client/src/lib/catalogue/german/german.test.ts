import { contract } from '@hybrid/contracts';
import { platformErrors } from '@hybrid/contracts/kernel';
import { describe, expect, test } from 'vitest';
import { english } from '../english/english.ts';
import { declaredErrors } from './declared-errors.ts';
import { quantity } from './format.ts';
import { german } from './german.ts';
import { predicate } from './predicates.ts';
import { sameInBoth } from './same-in-both.ts';

/** What a catalogue says at each of its keys; what takes parameters is asked with some that any of them understands. */
function sentences(words: object, path = ''): [key: string, sentence: string][] {
  return Object.entries(words).flatMap(([key, said]: [string, unknown]) =>
    at(path === '' ? key : `${path}.${key}`, said),
  );
}

function at(key: string, said: unknown): [key: string, sentence: string][] {
  if (typeof said === 'function') return at(key, call(said as (...given: unknown[]) => unknown));
  if (typeof said === 'object' && said !== null) return sentences(said, key);
  return typeof said === 'string' ? [[key, said]] : [];
}

const day = new Date(2026, 10, 22);
const offered: unknown[][] = [
  [4, 4, 4],
  [day.toISOString(), day, day],
  [day, day],
  [day.toISOString(), ['one']],
  [['one', 'two'], 4],
];

/** Tries numbers first, which serve where a word is expected as well. */
function call(sentence: (...given: unknown[]) => unknown): unknown {
  for (const given of offered) {
    try {
      return sentence(...given);
    } catch {
      // Other parameters may be what it takes.
    }
  }
  throw new Error(`None of the parameters that are offered fit ${String(sentence)}.`);
}

/** Everything that is said, apart from dates, which `Intl` writes. */
const said = (words: typeof english | typeof german) => {
  const { format: _format, failures, ...rest } = words;
  const { ofPlatform: _ofPlatform, declared: _declared, field: _field, ...ownFailures } = failures;
  return new Map(sentences({ ...rest, failures: ownFailures }));
};

const [inEnglish, inGerman] = [said(english), said(german)];

test('every key of the English catalogue stands in the German one, and no other', () => {
  expect([...inGerman.keys()].toSorted()).toEqual([...inEnglish.keys()].toSorted());
  expect(inGerman.size).toBeGreaterThan(120);
});

test('nothing is left in English', () => {
  const left = [...inGerman].filter(([key, sentence]) => sentence === inEnglish.get(key) && /\p{L}{2}/u.test(sentence));
  expect(left.map(([key]) => key).filter((key) => !sameInBoth.has(key))).toEqual([]);
});

test('quotations open low and close high, and every apostrophe is a typographic one', () => {
  const isOff = (sentence: string): boolean =>
    sentence.split('„').length !== sentence.split('“').length || /["”'…]{1}(?<!…)/.test(sentence);
  expect([...inGerman].filter(([, sentence]) => isOff(sentence))).toEqual([]);
});

describe('German formats', () => {
  const now = new Date(2026, 10, 22, 12);
  const ago = (passedMs: number) => german.format.since(new Date(now.getTime() - passedMs).toISOString(), now);
  test.each([
    [0, 'gerade eben'],
    [59 * 60_000, 'vor 59 Minuten'],
    [26 * 3_600_000, 'gestern'],
    [8 * 86_400_000, '14. November'],
    [400 * 86_400_000, '18. Oktober 2025'],
  ])('say of %i milliseconds ago: %s', (passedMs, expected) => {
    expect(ago(passedMs)).toBe(expected);
  });

  test.each([
    [0, '0 Kommentare'],
    [1, '1 Kommentar'],
    [1204, '1.204 Kommentare'],
  ])('count %i as %j', (amount, expected) => {
    expect(quantity(amount, 'Kommentar', 'Kommentare')).toBe(expected);
  });

  test('join a list with a word', () => {
    expect(german.format.list(['a', 'b', 'c'])).toBe('a, b und c');
    expect(english.format.list(['a', 'b', 'c'])).toBe('a, b and c');
  });
});

describe('what fails is said in German', () => {
  const procedures = Object.values(contract).flatMap((group) => Object.values(group));

  test('by every name that the platform knows', () => {
    for (const [name, { message }] of Object.entries(platformErrors)) {
      expect(german.failures.ofPlatform(name as keyof typeof platformErrors), name).not.toBe(message);
    }
  });

  test('by every name that a procedure declares', () => {
    const names = new Set(procedures.flatMap(({ errors }) => Object.keys(errors)));
    expect(names.size).toBeGreaterThan(5);
    expect([...names].filter((name) => !(name in declaredErrors))).toEqual([]);
  });

  test('a name that a newer server declares is said as the contract says it', () => {
    expect(german.failures.declared('NOT_KNOWN_YET', 'Not today.')).toBe('Not today.');
  });

  test('at every field, for every message of every input of the contract', () => {
    const messages = new Set(procedures.flatMap(({ input }) => (input ? messagesOf(input) : [])));
    expect(messages.size).toBeGreaterThan(10);
    expect([...messages].filter((message) => predicate(message) === message)).toEqual([]);
  });

  test('a number in a message is written as German writes it', () => {
    expect(german.failures.field('Text', 'is too long (at most 200000 characters)')).toBe(
      'Text ist zu lang (höchstens 200.000 Zeichen).',
    );
  });

  test('a message that is not known stays as it is', () => {
    expect(predicate('is made of cheese')).toBe('is made of cheese');
  });
});

/** Every message that a schema, or one inside it, brings along. */
function messagesOf(schema: unknown, seen = new Set<unknown>()): string[] {
  if (!isObject(schema) || seen.has(schema)) return [];
  seen.add(schema);
  const internals: unknown = Reflect.get(schema, '_zod');
  const def: unknown = isObject(internals) ? Reflect.get(internals, 'def') : schema;
  if (!isObject(def)) return [];
  const inner = Object.values(def).flatMap((part: unknown) => messagesOf(part, seen));
  return [...ownMessage(Reflect.get(def, 'error')), ...inner];
}

function ownMessage(error: unknown): string[] {
  const message: unknown =
    typeof error === 'function' ? Reflect.apply(error, undefined, [{ input: '', code: 'custom' }]) : null;
  return typeof message === 'string' ? [message] : [];
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
