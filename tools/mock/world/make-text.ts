import type { Faker } from '@faker-js/faker';
import { type Arbitrary, sample, stringMatching } from 'fast-check';
import { momentAt } from './moments.ts';
import { CannotMake, type Place } from './place.ts';
import { accepts, type Bounds, boundsOf, checksOf, type Definition, type Node, patternsOf } from './schema.ts';
import { anyText, pictureAddress, textByName } from './text-by-name.ts';

/** Makes a text: what the name of the field suggests where the schema takes it, else what the schema asks for. */
export function makeText(schema: Node, place: Place): string {
  for (const candidate of candidates(schema, place)) if (accepts(schema, candidate)) return candidate;
  throw new CannotMake(place, 'no text was found that its format, its patterns, its length and its checks take');
}

function* candidates(schema: Node, place: Place): Generator<string> {
  const bounds = boundsOf(schema);
  const checks = checksOf(schema);
  for (const { format = '' } of checks) yield* formatted(format, place);
  const suggested = textByName(place) ?? anyText(place);
  for (const text of [suggested, fitted(suggested, bounds), letters(place, bounds)]) {
    yield* [text, dressed(text, checks), text.toLowerCase(), text.toUpperCase()];
  }
  yield* matching(patternsOf(schema), place);
}

function* formatted(format: string, place: Place): Generator<string> {
  const { chance, name, world } = place;
  if (/date|time/.test(format)) yield* moments(format, place);
  if (format === 'url' && /image|avatar|picture|photo|cover|logo|icon/i.test(name)) {
    yield world.origin + pictureAddress(place);
  }
  if (format === 'email') yield textByName({ ...place, name: format }) ?? '';
  const write = formats[format];
  if (write) yield chance.fake(write);
}

/** As precise as the format lets it be. */
function moments(format: string, place: Place): string[] {
  const iso = momentAt(place).toISOString();
  const [date = '', time = ''] = iso.slice(0, -1).split('T');
  if (format === 'date') return [date];
  if (format === 'time') return [time, time.slice(0, 8), time.slice(0, 5)];
  const seconds = `${date}T${time.slice(0, 8)}`;
  return [iso, `${seconds}Z`, `${date}T${time.slice(0, 5)}Z`, seconds];
}

const formats: Record<string, (faker: Faker) => string> = {
  url: (faker) => `https://example.com/${faker.word.noun()}`,
  uuid: (faker) => faker.string.uuid(),
  guid: (faker) => faker.string.uuid(),
  ulid: (faker) => faker.string.ulid({ refDate: '2026-01-31T09:30:00.000Z' }),
  nanoid: (faker) => faker.string.nanoid(21),
  duration: (faker) => `PT${faker.number.int({ min: 1, max: 48 })}H`,
  ipv4: (faker) => faker.internet.ipv4(),
  ipv6: (faker) => faker.internet.ipv6(),
  cidrv4: (faker) => `${faker.internet.ipv4()}/24`,
  cidrv6: (faker) => `${faker.internet.ipv6()}/64`,
  mac: (faker) => faker.internet.mac(),
  base64: (faker) => Buffer.from(faker.word.words(3)).toString('base64'),
  base64url: (faker) => Buffer.from(faker.word.words(3)).toString('base64url'),
  jwt: (faker) => `${encoded({ alg: 'HS256', typ: 'JWT' })}.${encoded({ sub: faker.string.uuid() })}.${signature}`,
  emoji: (faker) => faker.internet.emoji(),
  e164: (faker) => faker.phone.number({ style: 'international' }),
  iban: (faker) => faker.finance.iban({ countryCode: 'DE' }),
  credit_card: () => '4242424242424242',
  json_string: (faker) => JSON.stringify({ [faker.word.noun()]: faker.number.int(99) }),
};

const signature = 'c2lnbmF0dXJlLW9mLW5vYm9keQ';

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** What is said where more has to be said. */
const filling = 'None of this is difficult, and all of it takes longer than it should.';

/** As long as it may be, and as it must be. */
function fitted(text: string, { minLength = 0, maxLength = Infinity }: Bounds): string {
  let long = text;
  while (long.length < minLength) long += ` ${filling}`;
  if (long.length <= maxLength) return long;
  const cut = long.slice(0, maxLength);
  const atWord = cut.slice(0, cut.lastIndexOf(' ')).replace(/[,;:\s]+$/, '');
  return atWord.length >= Math.max(minLength, maxLength / 2) ? atWord : cut;
}

function letters({ chance }: Place, { minLength = 1, maxLength = Infinity }: Bounds): string {
  const length = Math.min(Math.max(minLength, 1), maxLength);
  return Array.from({ length }, () => chance.letter('abcdefghijklmnopqrstuvwxyz')).join('');
}

/** With the beginning, the middle and the end that are asked for. */
function dressed(text: string, checks: readonly Definition[]): string {
  const part = (name: 'prefix' | 'includes' | 'suffix') => checks.map((check) => check[name] ?? '').join('');
  return part('prefix') + text + part('includes') + part('suffix');
}

/** Texts that match one of the patterns; a check by the schema tells which of them match all. First a few. */
function* matching(patterns: readonly RegExp[], { chance }: Place): Generator<string> {
  const seed = chance.between(0, 2_147_483_647);
  for (const numRuns of [3, 60]) {
    const texts = patterns.flatMap((pattern) => textsOf(pattern, { seed, numRuns }));
    // What a person could have typed comes first.
    yield* texts.toSorted((a, b) => Number(!isPlain(a)) - Number(!isPlain(b)));
  }
}

/** None for a pattern that looks ahead or behind: an example of the contract has to answer there. */
function textsOf(pattern: RegExp, options: { seed: number; numRuns: number }): string[] {
  try {
    const writer = writers.get(pattern) ?? stringMatching(pattern);
    writers.set(pattern, writer);
    return sample(writer, options);
  } catch {
    return [];
  }
}

/** To read a pattern takes two hundred times as long as to write a text that matches it. */
const writers = new WeakMap<RegExp, Arbitrary<string>>();

function isPlain(text: string): boolean {
  return /^[\x20-\x7e]+$/.test(text);
}
