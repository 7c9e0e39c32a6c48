import type { Fields, Thing } from './things.ts';

/** Something that a call made: it stands on top of the lists that hold its kind. */
export interface Made {
  readonly thing: Thing;
  readonly fields: Fields;
  /** What was sent to make it, by which a filter of a list tells whether it belongs there. */
  readonly sent: Fields;
}

/**
 * What is known of things beside what follows from their names: out of the contract's examples, and of what a visitor wrote.
 *
 * @remarks
 * A visitor's memory lies over that of the examples and is theirs alone: who carries no cookie is answered as if nobody had
 * written anything.
 */
export class Memory {
  readonly #below: Memory | null;
  readonly #fields = new Map<string, Fields>();
  readonly #gone = new Set<string>();
  #made: Made[] = [];

  constructor(below: Memory | null = null) {
    this.#below = below;
  }

  /** What is known of a thing. */
  of(thing: Thing): Fields {
    return { ...this.#below?.of(thing), ...this.#fields.get(nameOf(thing)) };
  }

  /** What was made here, the newest first. */
  get made(): readonly Made[] {
    return this.#made.filter(({ thing }) => !this.isGone(thing));
  }

  /** Whether a visitor made it other than the examples show it. */
  hasChanged(thing: Thing): boolean {
    return this.#below !== null && (this.#fields.has(nameOf(thing)) || this.isGone(thing));
  }

  isGone(thing: Thing): boolean {
    return this.#gone.has(nameOf(thing));
  }

  remember(thing: Thing, fields: Fields): void {
    this.#gone.delete(nameOf(thing));
    this.#fields.set(nameOf(thing), { ...this.#fields.get(nameOf(thing)), ...fields });
  }

  /** Remembers something that is new. */
  add(made: Made): void {
    this.#made = [made, ...this.#made.filter(({ thing }) => nameOf(thing) !== nameOf(made.thing))];
    this.remember(made.thing, made.fields);
  }

  forget(thing: Thing): void {
    this.#fields.delete(nameOf(thing));
    this.#gone.add(nameOf(thing));
  }
}

function nameOf({ key, value }: Thing): string {
  return `${key} ${value}`;
}
