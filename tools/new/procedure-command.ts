import type { Command, Values } from './command.ts';
import { accesses, type Access, type Kind, kinds } from './procedure-name.ts';
import { prepareProcedure } from './procedure.ts';
import { Refused } from './refused.ts';
import { root } from './root.ts';
import { writePrepared } from './write-prepared.ts';

/** `npm run new -- procedure <feature>.<name>`. */
export const procedureCommand: Command = {
  usage: `  procedure <feature>.<name>    one procedure more for a feature that is there, such as notes.archive
    --query, --mutation, --subscription     what it is; a mutation unless told
    --access <access>           who may call it: ${accesses.join(', ')}; user unless told`,
  async run(name, values) {
    const asked = { root, name, kind: kindOf(values), access: accessOf(values.access) };
    await writePrepared(await prepareProcedure(asked), values['dry-run']);
  },
};

function kindOf(values: Values): Kind {
  const asked = kinds.filter((kind) => values[kind]);
  if (asked.length > 1) throw new Refused([`A procedure is one of them: ${asked.join(' or ')}.`]);
  return asked[0] ?? 'mutation';
}

function accessOf(given: string): Access {
  const access = accesses.find((known) => known === given);
  if (access === undefined) throw new Refused([`"${given}" is no access: choose ${accesses.join(', ')}.`]);
  return access;
}
