import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Where something is declared. */
export interface SourcePlace {
  /** Below the folder in which the program runs. */
  readonly file: string;
  readonly line: number;
}

/**
 * Makes a function that finds where a procedure or an event is declared, for whoever reads a finding beside the code.
 *
 * @remarks
 * By its text, as the contract is data and does not know: a procedure stands as `name: query(` in the file of its group, an
 * event by its name in quotes. Where it is not found, or gone, the lock file stands for it.
 */
export function sourcePlaces(directory: string): (name: string) => SourcePlace {
  const sources = sourcesBelow(join(directory, 'src'));
  const place = (file: string, line: number) => ({ file: relative(process.cwd(), file), line });
  const find = (isDeclared: (line: string) => boolean, among = sources) => {
    for (const { file, lines } of among) {
      const at = lines.findIndex(isDeclared);
      if (at !== -1) return place(file, at + 1);
    }
    return undefined;
  };
  return (name) => {
    const dot = name.lastIndexOf('.');
    const [group, leaf] = [name.slice(0, dot), name.slice(dot + 1)];
    const declarations = kinds.map((kind) => `${leaf}: ${kind}(`);
    const ofGroup = sources.filter(({ text }) => text.includes(`export const ${group} = `));
    return (
      find((line) => line.includes(`name: '${name}'`)) ??
      find((line) => declarations.some((declaration) => line.trimStart().startsWith(declaration)), ofGroup) ??
      place(join(directory, 'contract.lock.json'), 1)
    );
  };
}

const kinds = ['query', 'mutation', 'subscription'];

interface Source {
  readonly file: string;
  readonly text: string;
  readonly lines: readonly string[];
}

function sourcesBelow(directory: string): Source[] {
  if (!existsSync(directory)) return [];
  const names = readdirSync(directory, { recursive: true, encoding: 'utf8' });
  const files = names.filter((name) => name.endsWith('.ts') && !/\.test\.ts$|^(kernel|gate)[\\/]/.test(name));
  return files.map((name) => {
    const file = join(directory, name);
    const text = readFileSync(file, 'utf8');
    return { file, text, lines: text.split('\n') };
  });
}
