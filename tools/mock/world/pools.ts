import type { Chance } from './chance.ts';
import { slugOf, tags, title, titleOf } from './prose.ts';
import { accepts, coreOf, definitionOf, type Node } from './schema.ts';
import type { Thing } from './things.ts';

/** How many things of one kind there are. */
const size = 120;
const dayMs = 86_400_000;

/**
 * The things of a world, by their names: the same wherever they are listed, found or mentioned.
 *
 * @remarks
 * What a thing is like follows from its name alone, so that one which nobody ever listed can be asked for as well.
 */
export class Pools {
  readonly #seed: Chance;
  readonly #sorted = new WeakMap<Node, ReadonlyMap<string, readonly (string | number)[]>>();
  readonly #titles = new Map<string, string>();
  /** The things that examples of the contract show. */
  readonly #known: readonly KnownThing[];

  readonly #alone: readonly Findable[];

  constructor(seed: Chance, { known = [], alone = [] }: PoolOptions = {}) {
    this.#seed = seed;
    this.#known = known;
    this.#alone = alone;
    for (let at = 0; this.#titles.size < size; at += 1) {
      const text = title(seed.of('name', 'slug', at));
      this.#titles.set(slugOf(text), text);
    }
  }

  /** The headline of what has this slug. */
  titleOf(slug: string): string {
    return this.#titles.get(slug) ?? titleOf(slug);
  }

  /** The names of all things of a kind, the youngest first. */
  valuesOf({ key, schema, group, make }: Kind): readonly (string | number)[] {
    // What has an address or a name that people say is the same wherever it comes up; a mere number is of its own feature.
    const kind = isSpoken(key) ? key : `${group}.${key}`;
    const known = this.#sorted.get(schema)?.get(kind);
    if (known) return known;
    const isNumber = definitionOf(coreOf(schema)).type === 'number';
    const usual = this.#usual(key, { kind, isNumber }).filter((value) => accepts(schema, value));
    const made = () => Array.from({ length: size }, (_, at) => asName(make(this.#seed.of('name', kind, at))));
    const values = this.#sort(key, schema, usual.length >= size / 4 ? usual : made());
    this.#sorted.set(schema, new Map([...(this.#sorted.get(schema) ?? []), [kind, values]]));
    return values;
  }

  /** Whether a procedure finds a thing like this by nothing but its name. */
  isFoundAlone(key: string, names: readonly string[]): boolean {
    const isLike = (found: Findable) => names.filter((name) => found.names.includes(name)).length >= names.length * 0.7;
    return this.#alone.some((found) => found.key === key && isLike(found));
  }

  /** A name for something new. */
  newValue({ key, schema, make }: Omit<Kind, 'group'>, chance: Chance): string | number {
    const isNumber = definitionOf(coreOf(schema)).type === 'number';
    const usual = nameOf(key, { isNumber, chance, at: 0 });
    return accepts(schema, usual) ? usual : asName(make(chance));
  }

  /**
   * How long ago something came to be.
   *
   * @remarks
   * People joined before they wrote, and what is said of a thing was said after it: so people are the oldest, what has an
   * address of its own comes next, and what has but a number is of the last days.
   */
  ageMsOf({ key, value }: Thing): number {
    const known = this.#known.find((thing) => thing.key === key && thing.value === value);
    if (known && known.ageMs !== null) return known.ageMs;
    const share = this.#seed.of('age', key, value).next();
    if (['username', 'handle', 'login'].includes(key)) return (320 + share * 900) * dayMs;
    if (['id', 'uuid'].includes(key)) return (0.01 + share * share * 11) * dayMs;
    return (1.5 + share * 300) * dayMs;
  }

  #usual(key: string, { kind, isNumber }: { kind: string; isNumber: boolean }): (string | number)[] {
    const values = new Set<string | number>();
    // Twice the number, because some come twice; there are fewer tags than that.
    for (let at = 0; values.size < size && at < size * 2; at += 1) {
      values.add(nameOf(key, { isNumber, chance: this.#seed.of('name', kind, at), at }));
    }
    return [...values];
  }

  #sort(key: string, schema: Node, values: readonly (string | number)[]): (string | number)[] {
    const known = this.#known.filter((thing) => thing.key === key && accepts(schema, thing.value));
    return [...new Set([...known.map(({ value }) => value), ...values])]
      .map((value) => ({ value, ageMs: this.ageMsOf({ key, value }) }))
      .toSorted((a, b) => a.ageMs - b.ageMs)
      .map(({ value }) => value);
  }
}

/** What a contract says of its things. */
export interface PoolOptions {
  /** Those that its examples show. */
  readonly known?: readonly KnownThing[];
  /** Those that it finds by their names alone. */
  readonly alone?: readonly Findable[];
}

/** A kind of things that a procedure finds by one field, and the fields that they have. */
export interface Findable {
  readonly key: string;
  readonly names: readonly string[];
}

/** A thing that an example shows, and how old it is where the example says that. */
export interface KnownThing extends Thing {
  readonly ageMs: number | null;
}

/** A kind of things, as the field says that names them. */
export interface Kind {
  readonly key: string;
  readonly schema: Node;
  /** The feature that asks. */
  readonly group: string;
  /** Makes a name where the usual ones do not fit the schema. */
  readonly make: (chance: Chance) => unknown;
}

/** Whether people say it: such a name means the same thing wherever it comes up. */
export function isSpoken(key: string): boolean {
  return ['slug', 'username', 'handle', 'login', 'tag'].includes(key);
}

interface Naming {
  readonly isNumber: boolean;
  readonly chance: Chance;
  readonly at: number;
}

function nameOf(key: string, { isNumber, chance, at }: Naming): string | number {
  if (isNumber) return chance.between(1000, 99_999);
  const name = names[key];
  return name ? name(chance, at) : code(chance);
}

const names: Record<string, (chance: Chance, at: number) => string> = {
  slug: (chance) => slugOf(title(chance)),
  username: person,
  handle: person,
  login: person,
  id: (chance) => chance.fake((faker) => faker.string.uuid()),
  uuid: (chance) => chance.fake((faker) => faker.string.uuid()),
  isbn: (chance) => chance.fake((faker) => faker.commerce.isbn()),
  tag: (_, at) => tags[at % tags.length] ?? '',
  name: (chance) => chance.fake((faker) => faker.commerce.productName()),
};

function person(chance: Chance): string {
  const first = slugOf(chance.fake((faker) => faker.person.firstName()));
  return chance.happens(0.4) ? `${first}-${slugOf(chance.fake((faker) => faker.person.lastName()))}` : first;
}

function code(chance: Chance): string {
  const letters = Array.from({ length: 3 }, () => chance.letter('ABCDEFGHJKLMNPRSTUVWXYZ'));
  return `${letters.join('')}-${chance.between(1000, 9999)}`;
}

/** What names a thing is a text or a number; a schema of another kind is no key. */
function asName(value: unknown): string | number {
  return typeof value === 'number' ? value : String(value);
}
