import { Memory } from './world/memory.ts';
import type { Fields } from './world/things.ts';

/** A program that calls without end begins no visits without end. */
const visitsMax = 500;

/** What is remembered of somebody who came with a cookie or a token. */
export interface Visit {
  readonly memory: Memory;
  /** What the visitor made of themselves since, such as another picture. */
  self: Fields;
}

/** The visits of those who come back, by the names that their tickets carry; the one that was away the longest is forgotten. */
export class Visits {
  readonly #visits = new Map<string, Visit>();
  readonly #beginning: Memory;

  /** @param beginning what every visit remembers. */
  constructor(beginning: Memory) {
    this.#beginning = beginning;
  }

  of(name: string): Visit {
    const visit = this.#visits.get(name) ?? { memory: new Memory(this.#beginning), self: {} };
    this.#visits.delete(name);
    this.#visits.set(name, visit);
    const [oldest] = this.#visits.keys();
    if (this.#visits.size > visitsMax && oldest !== undefined) this.#visits.delete(oldest);
    return visit;
  }
}
