import { chanceOf } from './answer.ts';
import { type Setting, worldOf } from './setting.ts';
import { make } from './make.ts';
import { CannotMake, placeIn } from './place.ts';

/** Tries to make an answer of each procedure, and says of which it cannot: at the start rather than when a page asks. */
export function unmakeable(setting: Setting): string[] {
  return [...setting.procedures].flatMap(([name, contract]) => {
    // What an example answers for needs nothing else.
    if (contract.examples?.some(({ input }) => input === undefined)) return [];
    const world = worldOf(setting, { name, caller: null, memory: setting.memory });
    try {
      make(contract.output, placeIn(world, chanceOf(world, { name, input: undefined })));
      return [];
    } catch (error) {
      if (!(error instanceof CannotMake)) throw error;
      return [`${name}: ${error.message}. An example in the contract, without an input, answers for it.`];
    }
  });
}
