import { declaredFlags, type FlagName } from '@hybrid/contracts';
import type { Flag as DeclaredFlag } from '@hybrid/contracts/kernel';
import type { Db } from '@hybrid/prisma';
import { decideFlag, type FlagRule, type FlagSubject } from './flag-rule.ts';

/** Every flag of the contract by its name. */
export const flagsByName: ReadonlyMap<string, DeclaredFlag> = new Map(Object.entries(declaredFlags));

/**
 * For so long a process goes by what it read: a change is in effect everywhere within a second, whether or not anybody could be told
 * of it.
 */
const knownMs = 900;

type Rules = ReadonlyMap<string, FlagRule>;

/** Says what is turned on, and for whom. */
export class Flags {
  readonly #db: Pick<Db, 'flag'>;
  readonly #now: () => number;
  #known: { readonly rules: Promise<Rules>; readonly untilMs: number } | null = null;

  constructor(db: Pick<Db, 'flag'>, { now = () => performance.now() } = {}) {
    this.#db = db;
    this.#now = now;
  }

  /**
   * Whether a flag is on for somebody, as it was at most a second ago.
   *
   * @param subject null is whoever is not signed in.
   *
   * @example
   * if (!(await flags.isOn('signUps', null))) throw failure(contract.accounts.register, 'SIGN_UPS_CLOSED');
   */
  async isOn(name: FlagName, subject: FlagSubject | null): Promise<boolean> {
    const rules = await this.#recent();
    return decideFlag(name, ruleOf(name, rules), subject).isOn;
  }

  /** Every flag for somebody, as it is at this moment: whoever was told that they were changed asks for this. */
  async allFor(subject: FlagSubject | null): Promise<Record<string, boolean>> {
    const rules = await this.#read();
    return Object.fromEntries(
      [...flagsByName.keys()].map((name) => [name, decideFlag(name, ruleOf(name, rules), subject).isOn]),
    );
  }

  #recent(): Promise<Rules> {
    const nowMs = this.#now();
    if (this.#known && this.#known.untilMs > nowMs) return this.#known.rules;
    // It counts from before the question: what was true then may not be when the answer comes.
    const known = { rules: this.#read(), untilMs: nowMs + knownMs };
    this.#known = known;
    known.rules.catch(() => {
      if (this.#known === known) this.#known = null;
    });
    return known.rules;
  }

  async #read(): Promise<Rules> {
    const rows = await this.#db.flag.findMany({ where: { name: { in: [...flagsByName.keys()] } } });
    return new Map(rows.map((row) => [row.name, row]));
  }
}

function ruleOf(name: string, rules: Rules): FlagRule {
  return rules.get(name) ?? ruleByDefault(name);
}

/** What holds of a flag that nobody has changed. */
export function ruleByDefault(name: string): FlagRule {
  const isOn = flagsByName.get(name)?.isOnByDefault ?? false;
  return { state: isOn ? 'on' : 'off', percent: 0, roles: [], userIds: [] };
}
