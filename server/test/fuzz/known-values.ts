/** Stands for a value that the server told of under a name; which one, is known when the call is made. */
export interface Known {
  readonly known: string;
  readonly at: number;
  /** What stands there as long as nothing was told. */
  readonly otherwise: unknown;
}

const valuesMax = 40;

/** What the server told of so far, by the name under which it did: slugs, ids, addresses. */
export class KnownValues {
  readonly #byName = new Map<string, (string | number)[]>();

  /** Keeps every text and number in what was told by a group of procedures, or was taken by one. */
  learn(value: unknown, group: string, name = ''): void {
    if (typeof value === 'string' || typeof value === 'number') {
      for (const key of [name, `${group}.${name}`]) this.#keep(key, value);
    }
    for (const [key, inner] of partsOf(value)) this.learn(inner, group, Array.isArray(value) ? name : key);
  }

  #keep(name: string, value: string | number): void {
    const values = this.#byName.get(name) ?? [];
    if (values.includes(value)) return;
    // What was told first is often what calls are about, and what was told last is still there.
    const kept = [...values, value];
    this.#byName.set(name, kept.length > valuesMax ? kept.toSpliced(valuesMax / 2, 1) : kept);
  }

  #valuesOf(name: string, group: string): readonly (string | number)[] {
    // Of a `currentPassword`, what is known of a password.
    const [word = ''] = /[A-Z]?[a-z]+$/.exec(name) ?? [];
    const names = [`${group}.${name}`, name, word.toLowerCase()];
    return names.map((one) => this.#byName.get(one)).find((values) => values !== undefined) ?? [];
  }

  /** Puts the values into an input: what the same group told of, before what others did under the name. */
  resolve(input: unknown, group: string): unknown {
    if (isKnown(input)) {
      const values = this.#valuesOf(input.known, group);
      return values[input.at % values.length] ?? input.otherwise;
    }
    if (Array.isArray(input)) return input.map((item) => this.resolve(item, group));
    if (typeof input !== 'object' || input === null) return input;
    return Object.fromEntries(partsOf(input).map(([name, inner]) => [name, this.resolve(inner, group)]));
  }
}

function partsOf(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

const marker = Symbol('known');

/** Makes what stands for a known value. */
export function known(name: string, at: number, otherwise: unknown): Known {
  const made: Known & { [marker]: true } = { known: name, at, otherwise, [marker]: true };
  return made;
}

/** Whether something is to be put in place of a value. */
export function isKnown(value: unknown): value is Known {
  return typeof value === 'object' && value !== null && marker in value;
}
