import { hash } from 'node:crypto';
import type { AuthPort, Caller } from './auth-port.ts';

/**
 * For how long somebody is taken for who they were without asking.
 *
 * @remarks
 * Whoever ends a session or changes what is known of a person tells every process, at once. Where nobody could be told (Redis is
 * away, the row was written by hand), this is how long it takes to be noticed: short enough that nobody depends on being told.
 */
export const knownMs = 2000;
/** So many sessions are known at a time, some 10 MB of them; more push out those that were asked for the longest ago. */
const sessionsMax = 10_000;

interface Known {
  readonly answer: Promise<Caller | null>;
  readonly untilMs: number;
  /** Whom the answer is about, and who acts as them; null until it is there. */
  about: readonly (string | undefined)[] | null;
}

/**
 * Asks the sign-in backend who calls, and remembers the answer for a moment: several calls of a page, or at the same time, ask once.
 *
 * @remarks
 * What stands for nobody is not remembered, so that a session counts from its first moment on. Sessions are known by a hash of their
 * tokens, which are secrets.
 */
export class KnownCallers {
  readonly #auth: Pick<AuthPort, 'identify'>;
  readonly #now: () => number;
  readonly #known = new Map<string, Known>();

  constructor(auth: Pick<AuthPort, 'identify'>, { now = () => performance.now() } = {}) {
    this.#auth = auth;
    this.#now = now;
  }

  /** The person a token stands for, or, unless asked `anew`, stood for a moment ago. */
  identify(token: string, { anew } = { anew: false }): Promise<Caller | null> {
    if (anew) return this.#auth.identify(token);
    const key = hash('sha256', token, 'base64url');
    const known = this.#known.get(key);
    const nowMs = this.#now();
    return known && known.untilMs > nowMs ? known.answer : this.#ask(token, key, nowMs);
  }

  /**
   * Has a person looked up anew by whatever comes after this.
   *
   * @remarks
   * Whoever is being looked up at this moment may be that person, as they were before: their answers are not kept.
   */
  forget(userId: string): void {
    for (const [key, known] of this.#known) {
      if (known.about === null || known.about.includes(userId)) this.#known.delete(key);
    }
  }

  #ask(token: string, key: string, nowMs: number): Promise<Caller | null> {
    // It counts from before the question: what was true then may not be when the answer comes.
    const known: Known = { answer: this.#auth.identify(token), untilMs: nowMs + knownMs, about: null };
    this.#known.delete(key);
    this.#known.set(key, known);
    const [oldest] = this.#known.keys();
    if (this.#known.size > sessionsMax && oldest !== undefined) this.#known.delete(oldest);
    const drop = () => void (this.#known.get(key) === known && this.#known.delete(key));
    known.answer.then((caller) => (caller ? (known.about = [caller.id, caller.impersonator?.id]) : drop()), drop);
    return known.answer;
  }
}
