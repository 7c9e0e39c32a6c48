import type { Generated, Step } from './carry-out.ts';
import type { Plan } from './plan.ts';

/** Everything a command has decided on before it writes. */
export interface Prepared {
  /** What it is, in one sentence. */
  readonly says: string;
  readonly plan: Plan;
  readonly steps: readonly Step[];
  /** What the steps write beside the plan. */
  readonly generated: Generated;
  /** What they make in folders, by names that are known only then. */
  readonly made: readonly string[];
  /** What somebody does with it then, one sentence each. */
  readonly next: readonly string[];
}
