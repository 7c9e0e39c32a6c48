import { readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Refused } from './refused.ts';

/** What a command would do, known in full before the first byte of it is written. */
export interface Plan {
  /** The repository that is written to. */
  readonly root: string;
  /** New files, by their paths below the root. */
  readonly created: ReadonlyMap<string, string>;
  /** Files that are there, with what will be in them. */
  readonly edited: ReadonlyMap<string, string>;
}

/** A place in a file that is there, and what comes into it. */
export interface Insertion {
  readonly file: string;
  /** Puts it in; null where the file has no such place. */
  readonly insert: (text: string) => string | null;
  /** What is looked for, for whoever has to put it in by hand. */
  readonly place: string;
}

/**
 * Makes the plan of new files and insertions.
 *
 * @throws Refused for files that are there already, and for files in which the place is not found that something belongs into.
 */
export async function makePlan(
  root: string,
  created: ReadonlyMap<string, string>,
  insertions: readonly Insertion[],
): Promise<Plan> {
  const taken = [...created.keys()].filter((file) => existsSync(join(root, file)));
  const problems = taken.map((file) => `${file} is there already, and nothing is overwritten.`);
  const edited = new Map<string, string>();
  for (const { file, insert, place } of insertions) {
    const text = edited.get(file) ?? (await readFile(join(root, file), 'utf8').catch(() => null));
    const changed = text === null ? null : insert(text);
    if (changed === null) problems.push(`${file} is not as it was: ${place} was looked for and not found.`);
    else edited.set(file, changed);
  }
  if (problems.length > 0) throw new Refused(problems);
  return { root, created, edited };
}

/** Puts lines behind the last of those that the pattern finds; a line that the pattern finds is taken whole. */
export function afterLast(pattern: RegExp, lines: string): Insertion['insert'] {
  return (text) => {
    const found = [...text.matchAll(new RegExp(pattern, 'gm'))].at(-1);
    if (!found) return null;
    const end = text.indexOf('\n', found.index + found[0].length);
    return end === -1 ? null : `${text.slice(0, end + 1)}${lines}${text.slice(end + 1)}`;
  };
}

/** Puts lines before the last line that the pattern finds. */
export function beforeLast(pattern: RegExp, lines: string): Insertion['insert'] {
  return (text) => {
    const found = [...text.matchAll(new RegExp(pattern, 'gm'))].at(-1);
    if (!found) return null;
    const begin = text.lastIndexOf('\n', found.index) + 1;
    return `${text.slice(0, begin)}${lines}${text.slice(begin)}`;
  };
}

/** Puts an entry inside the bracket that the opening ends with, behind the last that is there. */
export function insideOf(opening: string, entry: string): Insertion['insert'] {
  return (text) => {
    const start = text.indexOf(opening);
    const end = start === -1 ? -1 : closingOf(text, start + opening.length - 1);
    if (end === -1) return null;
    const code = withoutComments(text.slice(0, end)).trimEnd();
    const comma = /[,{[(]$/.test(code) ? '' : ',';
    return `${code}${comma}${text.slice(code.length, end).trimEnd()}\n${entry}\n${text.slice(end)}`;
  };
}

const pairs: Readonly<Record<string, string>> = { '{': '}', '(': ')', '[': ']' };
const strings = /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/;
const comments = /\/\/.*|\/\*[\s\S]*?\*\//;

/** Where the bracket closes that stands at `from`; -1 where it does not. */
function closingOf(text: string, from: number): number {
  const open: (string | undefined)[] = [];
  // What stands in a comment or a string opens and closes nothing.
  const pattern = new RegExp(`${comments.source}|${strings.source}|[{}()[\\]]`, 'g');
  for (const { 0: found, index } of text.slice(from).matchAll(pattern)) {
    if (pairs[found] !== undefined) open.push(pairs[found]);
    else if (found.length === 1 && open.pop() !== found) return -1;
    if (open.length === 0) return from + index;
  }
  return -1;
}

/** The text with blanks where its comments are. */
function withoutComments(text: string): string {
  const pattern = new RegExp(`${strings.source}|(${comments.source})`, 'g');
  return text.replaceAll(pattern, (found, comment?: string) =>
    comment === undefined ? found : ' '.repeat(found.length),
  );
}
