import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { carryOut } from './carry-out.ts';
import { prepareFeature } from './feature.ts';
import type { Prepared } from './prepared.ts';
import { accesses, type Access, type Kind, kinds } from './procedure-name.ts';
import { prepareProcedure } from './procedure.ts';
import { Refused } from './refused.ts';

// `npm run new -- <what> <name>`: writes what a new part of the product begins with.

const usage = `Usage: npm run new -- <what> <name>

  feature <name>                a feature through every layer; its name is a plural noun, such as invites or reading-lists
    --singular <noun>           what one of its things is called, where the plural does not tell
  procedure <feature>.<name>    one procedure more for a feature that is there, such as notes.archive
    --query, --mutation, --subscription     what it is; a mutation unless told
    --access <access>           who may call it: ${accesses.join(', ')}; user unless told

  --dry-run                     says what would be written, and writes nothing

Exit code 0: written. 1: something failed, and nothing was kept. 2: refused, with what would be right.`;

const root = fileURLToPath(new URL('../../', import.meta.url));

async function main(args: string[]): Promise<number> {
  const { values, positionals } = parse(args);
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const [what = '', name, ...more] = positionals;
  const prepare = Object.hasOwn(commands, what) ? commands[what] : undefined;
  if (!prepare || name === undefined || more.length > 0) throw new Refused([usage]);
  const prepared = await prepare(name, values);
  if (values['dry-run']) show(prepared, prepared.made);
  else await write(prepared);
  return 0;
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        singular: { type: 'string' },
        query: { type: 'boolean' },
        mutation: { type: 'boolean' },
        subscription: { type: 'boolean' },
        access: { type: 'string', default: 'user' },
        'dry-run': { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new Refused([`${error instanceof Error ? error.message : String(error)}\n\n${usage}`]);
  }
}

type Values = ReturnType<typeof parse>['values'];

const commands: Record<string, (name: string, values: Values) => Promise<Prepared>> = {
  feature: (name, { singular }) => prepareFeature({ root, name, one: singular }),
  procedure: (name, values) => prepareProcedure({ root, name, kind: kindOf(values), access: accessOf(values.access) }),
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

async function write(prepared: Prepared): Promise<void> {
  const { plan, steps, generated, next } = prepared;
  const made = await carryOut(plan, { steps, generated, log: (line) => console.log(line) });
  console.log('');
  show(prepared, made);
  console.log(`\nNext:\n${next.map((sentence, index) => `  ${index + 1}. ${sentence}`).join('\n')}`);
}

/** New files with a plus, those that are there and get something with a tilde. */
function show({ says, plan, generated }: Prepared, made: readonly string[]): void {
  const created = [...plan.created.keys(), ...made].toSorted().map((file) => `  + ${file}`);
  const changed = [...plan.edited.keys(), ...generated.files].toSorted().map((file) => `  ~ ${file}`);
  console.log([says, '', ...created, ...changed].join('\n'));
}

process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  return error instanceof Refused ? 2 : 1;
});
