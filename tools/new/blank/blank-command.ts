import type { Command } from '../command.ts';
import { Refused } from '../refused.ts';
import { root } from '../root.ts';
import { writeBlank } from './write-blank.ts';

/** `npm run new -- blank <folder>`. */
export const blankCommand: Command = {
  usage: `  blank <folder>                the platform without the product, in a folder that is empty or not there
    --name <name>               what it is called, such as "Field Notes"; like its folder unless told`,
  async run(folder, values) {
    if (values['dry-run'])
      throw new Refused(['A dry run of blank would list everything: write it to an empty folder and look.']);
    const { title } = await writeBlank({ root, folder, called: values.name, log: (line) => console.log(line) });
    console.log(`
${title}: accounts, notifications, the control room, jobs, mails and uploads, and notes as a sample of a feature.

Next:
  1. cd ${folder} && git init && git add . && git commit -m "Begin with the platform"
  2. npm install && npm start
  3. npm run check
  4. README.md says the rest. A feature of your own: npm run new -- feature <name>.`);
  },
};
