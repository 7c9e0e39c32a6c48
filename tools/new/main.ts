import { parseOrRefuse } from './command.ts';
import { commands } from './commands.ts';
import { Refused } from './refused.ts';

// `npm run new -- <what> <name>`: writes what a new part of the product begins with.

const usage = `Usage: npm run new -- <what> <name>

${Object.values(commands)
  .map((command) => command.usage)
  .join('\n')}

  --dry-run                     says what would be written, and writes nothing

Exit code 0: written. 1: something failed, and nothing was kept. 2: refused, with what would be right.`;

async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseOrRefuse(args, usage);
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const [what = '', name, ...more] = positionals;
  const command = Object.hasOwn(commands, what) ? commands[what] : undefined;
  if (!command || name === undefined || more.length > 0) throw new Refused([usage]);
  await command.run(name, values);
  return 0;
}

process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  return error instanceof Refused ? 2 : 1;
});
