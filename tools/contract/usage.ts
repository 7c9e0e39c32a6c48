import { readFile } from 'node:fs/promises';
import type { Finding } from '@hybrid/contracts/gate';
import { z } from 'zod';
import { parseJson } from './accepted.ts';
import { readText, toUrl } from './baselines.ts';
import { Unusable } from './workspace.ts';

const Client = z.object({
  name: z.string(),
  version: z.string(),
  calls: z.number(),
  errors: z.number(),
  lastSeenAt: z.iso.datetime(),
});

/** Who calls what, as a deployment tells it under `/_status/contract-usage`. */
export const Usage = z.object({
  /** The day from which on calls are told. */
  since: z.iso.date().optional(),
  procedures: z.record(
    z.string(),
    z.object({
      clients: z.array(Client),
      /** How many calls were looked into, and the optional fields that they sent, with when one last did. */
      sampled: z.number().default(0),
      fields: z.record(z.string(), z.object({ calls: z.number(), lastSeenAt: z.iso.datetime() })).default({}),
    }),
  ),
});
export type Usage = z.infer<typeof Usage>;

/**
 * Reads the use of a contract from a file, or from a deployment, whose `STATUS_TOKEN` is taken from the environment.
 *
 * @param since the day from which on a client counts as live.
 * @throws Unusable where it cannot be reached, is something else, or tells of too few days.
 */
export async function readUsage(source: string, since: string): Promise<Usage> {
  const text = /^https?:\/\//.test(source) ? await fromUrl(source, since) : await fromFile(source);
  const parsed = Usage.safeParse(parseJson(source, text));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const place = issue?.path.map(String).join('.');
    throw new Unusable(`${source} tells no use of a contract (${place}: ${issue?.message}).`);
  }
  const told = parsed.data.since;
  if (told === undefined || told <= since) return parsed.data;
  throw new Unusable(`${source} tells of calls since ${told} alone, and who called since ${since} is asked for.`);
}

async function fromUrl(source: string, since: string): Promise<string> {
  const token = process.env['STATUS_TOKEN'];
  const url = toUrl(source);
  if (url.pathname === '/') url.pathname = '/_status/contract-usage';
  url.searchParams.set('since', since);
  return readText(url.href, token ? { authorization: `Bearer ${token}` } : {});
}

async function fromFile(source: string): Promise<string> {
  return readFile(source, 'utf8').catch((error: unknown) => {
    throw new Unusable(`${source} cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
  });
}

/** What the use of a procedure says of a change. */
export interface UseNote {
  /** Whether no client that still calls is concerned. */
  readonly isUnused: boolean;
  readonly text: string;
}

const optionalFieldRules = new Set(['property-removed', 'property-refused']);

/** Says who still calls what changed, or that nobody has since a day. */
export function useOf(finding: Finding, usage: Usage, since: string): UseNote | null {
  // Who listens to an event is not counted.
  if (finding.part === 'event') return null;
  const used = Object.hasOwn(usage.procedures, finding.name) ? usage.procedures[finding.name] : undefined;
  const live = used?.clients.filter(({ lastSeenAt }) => lastSeenAt >= since) ?? [];
  if (!used || live.length === 0) return { isUnused: true, text: `No client has called it since ${since}.` };
  return fieldNote(finding, used, since) ?? { isUnused: false, text: `Still called by ${live.map(words).join(', ')}.` };
}

function words({ name, version, calls, lastSeenAt }: z.infer<typeof Client>): string {
  return `${name} ${version} (${calls} calls, last on ${lastSeenAt.slice(0, 10)})`;
}

/** Of an optional field, whether anybody sends it is known from the calls that were looked into. */
function fieldNote({ part, path, rule }: Finding, used: Usage['procedures'][string], since: string): UseNote | null {
  if (part !== 'input' || !optionalFieldRules.has(rule) || used.sampled === 0) return null;
  const field = Object.hasOwn(used.fields, path) ? used.fields[path] : undefined;
  if (!field || field.lastSeenAt < since) {
    return { isUnused: true, text: `None of ${used.sampled} calls that were looked into sent it since ${since}.` };
  }
  return {
    isUnused: false,
    text: `${field.calls} of ${used.sampled} calls that were looked into sent it, the last on ${field.lastSeenAt.slice(0, 10)}.`,
  };
}
