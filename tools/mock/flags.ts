import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Unusable } from './contract-source.ts';
import { headers, latencyMsMax, roles, type Who, whoOf } from './wishes.ts';

/** How the mock is started. */
export interface Flags {
  readonly port: number;
  readonly host: string;
  readonly publicUrl: URL | null;
  readonly directory: string;
  /** The folder of a built SPA; null where something else serves the pages. */
  readonly pages: string | null;
  readonly seed: string;
  /** The moment that it is in the mock. */
  readonly today: Date;
  readonly user: Who;
  readonly latencyMs: number;
  readonly errorRate: number;
  readonly everyMs: number;
  readonly isWatching: boolean;
  readonly isHelp: boolean;
}

export const usage = `Usage: npm run mock -- [flags]

  --port <number>        where it listens; 4000 unless told
  --host <address>       127.0.0.1 unless told
  --public-url <url>     the origin that a browser sees, where something stands in front
  --directory <folder>   where the contract lies; contracts unless told
  --seed <text>          another seed is another world; 1 unless told
  --pages <folder>       a built SPA to serve beside it, such as client/dist
  --today <day>          the day that it is, 2026-11-28, or a moment of it, 2026-11-28T18:30Z; always the same one unless told
  --user <who>           who is signed in before anybody signs in: none, ${roles.join(', ')}; user unless told
  --latency <ms>         keeps every answer back, at most ${latencyMsMax}
  --error-rate <share>   lets a share of the calls fail, such as 0.1
  --every <seconds>      how often a stream tells something; 5 unless told
  --watch                starts again when the contract changes; npm run mock does

Headers of a request:  ${headers.user}: none|${roles.join('|')}
                       ${headers.error}: NAME, or procedure=NAME
                       ${headers.latency}: milliseconds`;

const options = {
  port: { type: 'string', default: '4000' },
  host: { type: 'string', default: '127.0.0.1' },
  'public-url': { type: 'string' },
  directory: { type: 'string', default: 'contracts' },
  pages: { type: 'string' },
  seed: { type: 'string', default: '1' },
  today: { type: 'string', default: '2026-11-28' },
  user: { type: 'string', default: 'user' },
  latency: { type: 'string', default: '0' },
  'error-rate': { type: 'string', default: '0' },
  every: { type: 'string', default: '5' },
  watch: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/**
 * Reads the flags.
 *
 * @throws Unusable with what is wrong and what was expected.
 */
export function readFlags(args: string[]): Flags {
  const values = parse(args);
  return {
    port: numberOf('--port', values.port, { most: 65_535, isWhole: true }),
    host: values.host,
    publicUrl: urlOf(values['public-url']),
    directory: values.directory,
    pages: pagesOf(values.pages),
    seed: values.seed,
    today: dayOf(values.today),
    user: userOf(values.user),
    latencyMs: numberOf('--latency', values.latency, { most: latencyMsMax, isWhole: true }),
    errorRate: numberOf('--error-rate', values['error-rate'], { most: 1 }),
    everyMs: Math.max(50, numberOf('--every', values.every, { most: 3600 }) * 1000),
    isWatching: values.watch,
    isHelp: values.help,
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options }).values;
  } catch (error) {
    throw new Unusable(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  }
}

function numberOf(flag: string, text: string, { most, isWhole = false }: { most: number; isWhole?: boolean }): number {
  const value = /^\d+(?:\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (value >= 0 && value <= most && (!isWhole || Number.isInteger(value))) return value;
  throw new Unusable(`${flag} asks for a ${isWhole ? 'whole ' : ''}number from 0 to ${most}, not "${text}".`);
}

function urlOf(text: string | undefined): URL | null {
  if (text === undefined) return null;
  if (/^https?:/.test(text) && URL.canParse(text)) return new URL(text);
  throw new Unusable(`--public-url asks for an address such as http://127.0.0.1:3000, not "${text}".`);
}

function pagesOf(folder: string | undefined): string | null {
  if (folder === undefined || existsSync(join(folder, 'index.html'))) return folder ?? null;
  throw new Unusable(
    `--pages asks for a folder with an index.html, which ${folder} has not: npm run build makes client/dist.`,
  );
}

function dayOf(text: string): Date {
  const day = new Date(text.includes('T') ? text : `${text}T12:00Z`);
  if (/^\d{4}-\d\d-\d\d(?:T[\d:.]+Z)?$/.test(text) && !Number.isNaN(day.getTime())) return day;
  throw new Unusable(
    `--today asks for a day such as 2026-11-28, or a moment such as 2026-11-28T18:30Z, not "${text}".`,
  );
}

function userOf(text: string): Who {
  const who = whoOf(text);
  if (who) return who;
  throw new Unusable(`--user asks for none, ${roles.join(', ')}, not "${text}".`);
}
