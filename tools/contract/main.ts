import { writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { compareLocks, UndescribableContract } from '@hybrid/contracts/gate';
import { z } from 'zod';
import { readBaseline } from './baselines.ts';
import { formatChangelog } from './changelog.ts';
import { check, writtenFrom } from './check.ts';
import { release, retire } from './release.ts';
import { type Format, formats, hasPassed, writeReport } from './report.ts';
import { formatRules } from './rules-table.ts';
import { sourcePlaces } from './source-place.ts';
import { currentLock, Unusable, type Workspace, workspaceAt } from './workspace.ts';

// `npm run contract -- <command>`: the contract as a file, and what a change of it means for those who call.

const usage = `Usage: npm run contract -- <command>

  lock                    writes what follows from the contract: contract.lock.json, src/facts.ts, docs/contract-rules.md
  check                   says what the contract as it stands would break
    --against <source>      a git ref, a lock file, or the address of a deployment; several times for several.
                            Without it: every release in contracts/releases
    --format <form>         ${formats.join(', ')}
    --strict                fails for what is risky as well
    --usage <source>        who calls what: a file, or the address of a deployment (STATUS_TOKEN is sent along)
    --since <day>           a client that called on this day or later is live; 30 days ago unless told
  diff <a> [<b>]          what changed from a to b, to be read; b is the contract as it stands unless told
  release <version>       keeps the contract as that of a release, and adds its changes to docs/contract-changelog.md
  rules                   prints every rule, as docs/contract-rules.md holds them
  retire <version>        takes a release out again, when its clients are gone

  --directory <folder>    where the contract lies; contracts unless told

Exit code 0: nothing breaks. 1: something does. 2: something that was named cannot be used.`;

async function main(args: string[]): Promise<number> {
  const { values, positionals } = parse(args);
  const [command = '', ...operands] = positionals;
  const run = Object.hasOwn(commands, command) ? commands[command] : undefined;
  if (!run || values.help) {
    console.error(usage);
    return values.help ? 0 : 2;
  }
  const [most, perform] = run;
  refuseMore(command, operands.slice(most));
  return perform(workspaceAt(values.directory ?? 'contracts'), operands, values);
}

/** What is left aside without a word would be taken for heard. */
function refuseMore(command: string, [unexpected]: readonly string[]): void {
  if (unexpected === undefined) return;
  const advice = command === 'check' ? ' Did you mean --against?' : '';
  throw new Unusable(`${command} has no use for "${unexpected}".${advice}`);
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        against: { type: 'string', multiple: true, default: [] },
        format: { type: 'string', default: 'text' },
        strict: { type: 'boolean', default: false },
        usage: { type: 'string' },
        since: { type: 'string' },
        directory: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new Unusable(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  }
}

type Values = ReturnType<typeof parse>['values'];
type Command = (workspace: Workspace, operands: readonly string[], values: Values) => Promise<number>;

/** Each with how many operands it takes. */
const commands: Record<string, [operands: number, Command]> = {
  lock: [0, writeLock],
  check: [0, checkContract],
  diff: [2, printDiff],
  release: [1, keepRelease],
  rules: [0, printRules],
  retire: [1, async (workspace, [version = '']) => say(await retire(workspace, version))],
};

async function writeLock(workspace: Workspace): Promise<number> {
  const lock = await currentLock(workspace);
  const files = writtenFrom(workspace, lock);
  for (const [file, text] of files) await writeFile(file, text);
  return say(`Wrote ${files.map(([file]) => relative('.', file)).join(', ')}: the contract ${lock.hash}.`);
}

async function checkContract(workspace: Workspace, _: readonly string[], values: Values): Promise<number> {
  const { against, format, strict, usage: use, since } = values;
  const form = formatOf(format);
  const judgement = await check(workspace, { against, usage: use, since: dayOf(since), today: today() });
  const report = { ...judgement, placeOf: sourcePlaces(workspace.directory), isStrict: strict };
  say(writeReport(form, report));
  return hasPassed(report) ? 0 : 1;
}

async function printDiff(workspace: Workspace, [from, to]: readonly string[]): Promise<number> {
  if (from === undefined) throw new Unusable('diff asks for one or two contracts: a git ref, a file, or an address.');
  const before = await readBaseline(from, workspace);
  const after = to === undefined ? await currentLock(workspace) : (await readBaseline(to, workspace)).lock;
  return say(formatChangelog(compareLocks(before.lock, after, { today: today() })));
}

async function keepRelease(workspace: Workspace, [version = '']: readonly string[]): Promise<number> {
  const changelog = join(workspace.directory, '../docs/contract-changelog.md');
  return say(await release(workspace, { version, today: today(), changelog }));
}

async function printRules(): Promise<number> {
  process.stdout.write(formatRules());
  return 0;
}

function say(text: string): number {
  console.log(text);
  return 0;
}

function formatOf(text: string): Format {
  const found = formats.find((format) => format === text);
  if (!found) throw new Unusable(`"${text}" is no form of a report: choose ${formats.join(', ')}.`);
  return found;
}

const liveDays = 30;
const dayMs = 86_400_000;

function dayOf(since: string | undefined): string {
  if (since === undefined) return new Date(Date.now() - liveDays * dayMs).toISOString().slice(0, 10);
  if (z.iso.date().safeParse(since).success) return since;
  throw new Unusable(`--since asks for a day, such as 2026-11-01, not "${since}".`);
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}

process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => {
  if (!(error instanceof Unusable) && !(error instanceof UndescribableContract)) throw error;
  console.error(error.message);
  return 2;
});
