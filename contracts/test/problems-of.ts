import { describeContract, type Described, UndescribableContract } from '../src/gate/describe.ts';
import type { AnyProcedure } from '../src/kernel/procedure.ts';

/** What stands in the way of describing a contract, a line each. */
export function problemsOf(described: Described): string[] {
  try {
    describeContract(described);
    return [];
  } catch (error) {
    if (!(error instanceof UndescribableContract)) throw error;
    const lines = error.problems.map(({ place, message }) => `${place}: ${message}`);
    const missing = lines.find((line) => !error.message.includes(`\n  ${line}`));
    if (missing !== undefined) throw new Error(`The message of the error does not name: ${missing}`, { cause: error });
    return lines;
  }
}

/** A contract of one procedure, `demo.call`. */
export function only(call: AnyProcedure): Described {
  return { contract: { demo: { call } }, events: {} };
}
