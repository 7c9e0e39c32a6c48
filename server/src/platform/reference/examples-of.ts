import type { LockedProcedure } from '@hybrid/contracts/gate';
import type { AnyProcedure } from '@hybrid/contracts/kernel';
import { exampleOf } from '../rest/example-of.ts';
import { exampleSchema } from './example-schema.ts';

/** A call and its answer, as the page shows them. */
export interface ShownExample {
  readonly summary: string;
  /** Undefined where nothing is sent. */
  readonly input: unknown;
  readonly output: unknown;
  /** Whether it was made from the schemas, because the contract holds none. */
  readonly isMade: boolean;
}

/**
 * The examples of a procedure: those of the contract, or else a plausible one.
 *
 * @param values plausible values by the name of a field.
 */
export function examplesOf(
  { examples }: AnyProcedure,
  locked: LockedProcedure,
  values: Readonly<Record<string, unknown>>,
): [ShownExample, ...ShownExample[]] {
  const [first, ...others] = (examples ?? []).map(({ summary, input, output }): ShownExample => ({
    summary,
    input,
    output,
    isMade: false,
  }));
  return first ? [first, ...others] : [madeOf(locked, values)];
}

function madeOf({ input, inputOptional, output }: LockedProcedure, values: Readonly<Record<string, unknown>>) {
  const isSent = input !== undefined && inputOptional !== true;
  return {
    summary: 'Made from the schemas',
    input: isSent ? exampleOf(exampleSchema(input, { isRequiredOnly: true }), values) : undefined,
    output: exampleOf(exampleSchema(output, { isRequiredOnly: false }), values),
    isMade: true,
  };
}
