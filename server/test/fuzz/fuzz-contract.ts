import { type ContractRecord, proceduresOf } from '@hybrid/contracts/kernel';
import * as fc from 'fast-check';
import type { Callers } from './callers.ts';
import { callsOf } from './fuzz-calls.ts';
import { KnownValues } from './known-values.ts';
import { promisesOf } from './promises.ts';
import { type FuzzTally, type Trial, tryCall } from './try-call.ts';

/** A server, the contract that it is held against, and how long. */
export interface FuzzOptions {
  readonly url: string;
  readonly contract: ContractRecord;
  readonly callers: Callers;
  /** How often each procedure is called. */
  readonly runs: number;
  readonly seed: number;
  /** What calls may be about from the beginning, by the names of fields. */
  readonly known?: Readonly<Record<string, unknown>>;
}

const rounds = 2;

/**
 * Calls every procedure of a contract as everybody, with what it asks for and what it does not.
 *
 * @remarks
 * In rounds: what the first made, the second finds by what was told of it. Nothing is known of any procedure here.
 *
 * @returns what came of it, by the names of the procedures.
 * @throws Error with the smallest call that the contract does not hold for, its seed, and the call to be copied.
 */
export async function fuzzContract(options: FuzzOptions): Promise<Map<string, FuzzTally>> {
  const { url, contract, callers, runs, seed } = options;
  const known = new KnownValues();
  known.learn(options.known, '');
  const trials = proceduresOf(contract).map(([name, procedure]): Trial => {
    const tally = { calls: 0, taken: 0, answered: 0, refusedForInput: 0, refusedForCaller: 0 };
    return { name, procedure, promises: promisesOf(procedure), url, callers, known, tally };
  });
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, trial] of trials.entries()) {
      const property = fc.asyncProperty(callsOf(trial.procedure), (call) => tryCall(trial, call));
      const own = seed + index + round * trials.length;
      await fc.assert(property, { numRuns: Math.ceil(runs / rounds), seed: own });
    }
  }
  return new Map(trials.map(({ name, tally }) => [name, tally]));
}
