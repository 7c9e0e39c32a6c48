import type { z } from 'zod';

/** A row of the table of rules, and a change that it speaks of. */
export interface RuleCase {
  /** What changed, in the words of the table. */
  readonly row: string;
  readonly before: z.ZodType;
  readonly after: z.ZodType;
  /** Everything that is said of it where it is sent, a line each: verdict, rule, place, before and after. */
  readonly input: readonly string[];
  /** The same where it is received. */
  readonly output: readonly string[];
}
