import type { AnyProcedure } from '@hybrid/contracts/kernel';
import type { Chance } from './chance.ts';
import { rememberExamples } from './examples.ts';
import { wordsIn } from './matching.ts';
import type { Memory } from './memory.ts';
import type { World } from './place.ts';
import { Pools } from './pools.ts';
import { fieldsOf, findableIn } from './shapes.ts';
import { createTally } from './tally.ts';
import { type Fields, thingsIn } from './things.ts';

/** What every answer is made from, whoever asks. */
export interface Setting extends Pick<World, 'seed' | 'now' | 'pools' | 'origin' | 'tally'> {
  /** All procedures of the contract, by their names. */
  readonly procedures: ReadonlyMap<string, AnyProcedure>;
  /** Of what the examples of the contract show. */
  readonly memory: Memory;
}

/** What a setting is made from. */
export interface SettingOptions {
  readonly seed: Chance;
  readonly now: Date;
  readonly origin: string;
  readonly procedures: readonly [name: string, procedure: AnyProcedure][];
}

/** Makes the world of a contract, before anybody asks. */
export function createSetting({ seed, now, origin, procedures }: SettingOptions): Setting {
  const all = procedures.map(([, procedure]) => procedure);
  const { memory, known } = rememberExamples(all, now);
  const pools = new Pools(seed, { known, alone: findableIn(all) });
  const byName = new Map(procedures);
  const base = { seed, now, origin, pools, memory, procedures: byName };
  // What is counted is counted for nobody in particular.
  const tally = createTally(byName, (name) => worldOf({ ...base, tally: () => null }, { name, caller: null, memory }));
  return { ...base, tally };
}

/** Who asks what. */
interface Asking {
  readonly name: string;
  readonly input?: unknown;
  readonly caller: Fields | null;
  readonly memory: Memory;
}

/** The world as a call finds it. */
export function worldOf(setting: Setting, { name, input, caller, memory }: Asking): World {
  const { seed, now, pools, origin, tally } = setting;
  const fields = fieldsOf(input);
  const sought = wordsIn(fields);
  const texts = [fields['title'], fields['slug'], ...sought];
  const about = texts.filter((text) => typeof text === 'string').find((text) => text !== '') ?? '';
  const group = name.split('.')[0] ?? '';
  return { seed, now, pools, origin, tally, caller, memory, group, named: thingsIn(fields), sought, about };
}
