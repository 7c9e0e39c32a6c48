import type { Command } from './command.ts';
import { prepareFeature } from './feature.ts';
import { root } from './root.ts';
import { writePrepared } from './write-prepared.ts';

/** `npm run new -- feature <name>`. */
export const featureCommand: Command = {
  usage: `  feature <name>                a feature through every layer; its name is a plural noun, such as invites or reading-lists
    --singular <noun>           what one of its things is called, where the plural does not tell`,
  async run(name, { singular, 'dry-run': isDry }) {
    await writePrepared(await prepareFeature({ root, name, one: singular }), isDry);
  },
};
