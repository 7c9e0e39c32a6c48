import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Described } from '@hybrid/contracts/gate';
import { type ContractRecord, proceduresOf, type RestWording } from '@hybrid/contracts/kernel';

/** A contract, and how its REST face is written. */
export interface ContractSource {
  readonly contract: ContractRecord;
  readonly events: Described['events'];
  readonly wording: RestWording;
}

/** Something that the program was given and that cannot be used. */
export class Unusable extends Error {
  override readonly name = 'Unusable';
}

/** Without words of its own the REST face is written as the procedures are. */
const plain: RestWording = {
  title: 'API',
  description: 'What the contract maps to HTTP, answered by the mock.',
  shapes: new Map(),
  errors: {},
  examples: {},
};

/** Reads a contract from its folder: `contract` and `events` from src/index.ts, and `restWording` from src/rest.ts where there is one. */
export async function readContract(directory: string): Promise<ContractSource> {
  const index = join(resolve(directory), 'src/index.ts');
  if (!existsSync(index)) throw new Unusable(`${index} is not there: --directory names the folder of a contract.`);
  const { contract, events = {} } = (await import(pathToFileURL(index).href)) as Partial<Described>;
  if (!contract || proceduresOf(contract).length === 0) {
    throw new Unusable(`${index} has to export \`contract\`, with a procedure in it.`);
  }
  const words = join(resolve(directory), 'src/rest.ts');
  if (!existsSync(words)) return { contract, events, wording: plain };
  const { restWording } = (await import(pathToFileURL(words).href)) as { restWording?: RestWording };
  return { contract, events, wording: restWording ?? plain };
}
