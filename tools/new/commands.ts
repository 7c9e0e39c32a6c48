import { blankCommand } from './blank/blank-command.ts';
import type { Command } from './command.ts';
import { featureCommand } from './feature-command.ts';
import { procedureCommand } from './procedure-command.ts';

/** Everything that `npm run new` can write, by what it is called. */
export const commands: Readonly<Record<string, Command>> = {
  feature: featureCommand,
  procedure: procedureCommand,
  blank: blankCommand,
};
