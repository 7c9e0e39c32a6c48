import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Finding } from '@hybrid/contracts/gate';
import { z } from 'zod';
import { Unusable, type Workspace } from './workspace.ts';

/** A break that somebody decided to let pass, why, and until when. */
export const Acceptance = z.strictObject({
  /** The procedure or event, by its dotted name. */
  procedure: z.string(),
  rule: z.string(),
  /** The place in the schema, as the check names it; left out, wherever the rule applies in the procedure. */
  path: z.string().optional(),
  reason: z.string().min(10, 'must say why, in a sentence'),
  /** The last day on which it counts. */
  until: z.iso.date('must be a day, such as 2027-01-31'),
});
export type Acceptance = z.infer<typeof Acceptance>;

/**
 * Reads what was accepted; without a file, nothing was.
 *
 * @throws Unusable for a file that says something else.
 */
export async function readAccepted({ acceptedFile }: Workspace): Promise<Acceptance[]> {
  if (!existsSync(acceptedFile)) return [];
  const parsed = z.array(Acceptance).safeParse(parseJson(acceptedFile, await readFile(acceptedFile, 'utf8')));
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(
    ({ path, message }) => `  ${path.map(String).join('.') || 'the file'}: ${message}`,
  );
  throw new Unusable(
    `${acceptedFile} has to be a list of { procedure, rule, path?, reason, until }:\n${lines.join('\n')}`,
  );
}

/** Reads JSON that came from somewhere, or says that it is none. */
export function parseJson(source: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Unusable(`${source} is no JSON: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

/** Whether an entry speaks of a change. */
export function speaksOf({ procedure, rule, path }: Acceptance, finding: Finding): boolean {
  return procedure === finding.name && rule === finding.rule && (path === undefined || path === finding.path);
}
