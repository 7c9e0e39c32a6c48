import { existsSync } from 'node:fs';
import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { type FeatureName, formsOf, kebabCase, toKebab } from './name.ts';
import { Refused } from './refused.ts';
import { singularOf } from './singular.ts';

/** What names already stand for something else in a repository. */
interface Names {
  readonly root: string;
  /** The identifiers that the templates use themselves. */
  readonly used: ReadonlySet<string>;
}

const lengthMax = 30;

/**
 * Reads the name of a new feature.
 *
 * @param one what one of its things is called, where somebody says so.
 * @throws Refused for what is no plural noun in kebab case, with what would be right.
 */
export function readFeatureName(given: string, one?: string): FeatureName {
  demandKebab(given, 'Write a plural noun in kebab case');
  const singular = one ?? singularOf(given);
  if (singular === null) {
    const instead = given.endsWith('s') ? '' : `: ${pluralOf(given)}`;
    throw new Refused([
      `"${given}" is no plural that is known here, and a feature is called by one${instead}.`,
      'Where it is one, say what a single one is called: --singular <noun>.',
    ]);
  }
  demandKebab(singular, 'Write a noun in kebab case');
  if (singular === given) throw new Refused([`One of the ${given} and several of them need names that differ.`]);
  return { many: formsOf(given), one: formsOf(singular) };
}

function demandKebab(given: string, advice: string): void {
  if (kebabCase.test(given)) {
    if (given.length <= lengthMax) return;
    throw new Refused([`"${given}" is too long: ${lengthMax} characters have to be enough.`]);
  }
  const kebab = toKebab(given);
  const instead = kebabCase.test(kebab) ? `: ${kebab}` : '';
  throw new Refused([`"${given}" is no name that files can have. ${advice}${instead}.`]);
}

/** A plural of it, to be proposed. */
function pluralOf(word: string): string {
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  return /(?:sh|ch|x|z)$/.test(word) ? `${word}es` : `${word}s`;
}

/**
 * Refuses names that mean something already: to JavaScript, to the files that are written, or to the repository.
 *
 * @throws Refused with everything that stands in the way.
 */
export async function refuseTakenNames(name: FeatureName, { root, used }: Names): Promise<void> {
  const problems = [...wordProblems(name, used), ...(await repositoryProblems(name, root))];
  if (problems.length > 0)
    throw new Refused([
      ...problems,
      'Choose another name; where only a single one clashes, --singular <noun> calls it otherwise.',
    ]);
}

const reserved = new Set(
  `arguments as async await break case catch class const continue debugger default delete do else enum eval export extends
  false finally for function get if implements import in instanceof interface let new null of package private protected
  public return set static super switch this throw true try type typeof undefined var void while with yield`.split(
    /\s+/,
  ),
);
/** What JavaScript itself brings, without what a host adds. */
const builtIn = new Set(runInNewContext('Object.getOwnPropertyNames(globalThis)') as string[]);
/** Types that are there without being imported, and that no program can list. */
const builtInTypes = new Set(['Awaited', 'Exclude', 'Extract', 'Omit', 'Partial', 'Pick', 'Record', 'Required']);
/** First parts of an address that belong to the host. */
const hostPaths = new Set(['admin', 'api', 'static']);

function wordProblems({ many, one }: FeatureName, used: ReadonlySet<string>): string[] {
  const identifiers = [...new Set([many.camel, one.camel, one.pascal])];
  const problems = identifiers.flatMap((word) => {
    if (reserved.has(word)) return [`"${word}" means something to JavaScript already.`];
    if (builtIn.has(word) || builtInTypes.has(word)) return [`"${word}" is there in every file already.`];
    return used.has(word) ? [`"${word}" means something else in the files of a feature.`] : [];
  });
  if (hostPaths.has(many.kebab)) problems.push(`/${many.kebab} belongs to the host.`);
  return problems;
}

/** Where a name would clash: a file, what is looked for in it, and what that means. */
function clashes({ many, one }: FeatureName): [file: string, pattern: string, means: string][] {
  const path = `(?:page\\(|path: )'${many.kebab}['/]`;
  return [
    ['contracts/src/features.ts', `\\b${many.camel}\\b`, `The contract has a group ${many.camel}.`],
    ['contracts/src/index.ts', `\\b${one.pascal}\\b`, `The contract exports ${one.pascal} from another feature.`],
    ['contracts/src/index.ts', `\\b${many.camel}Max\\b`, `The contract exports ${many.camel}Max from another feature.`],
    ['contracts/src/events.ts', `\\b${one.camel}Finished\\b`, `There is an event ${one.camel}Finished.`],
    ['contracts/contract.lock.json', `"path": "/${many.kebab}["/]`, `The REST face answers at /${many.kebab} already.`],
    ['server/src/features/index.ts', `\\b${many.camel}\\b`, `The server has a feature ${many.camel}.`],
    ['prisma/schema.prisma', `^(?:model|enum|type) ${one.pascal} \\{`, `Prisma has a ${one.pascal}.`],
    ['prisma/schema.prisma', `@@map\\("${one.snake}"\\)`, `There is a table ${one.snake}.`],
    ['prisma/schema.prisma', `^model User \\{[^}]*^  ${many.camel} `, `A person has ${many.camel} already.`],
    ['client/src/routes/router.ts', path, `The SPA has a page at /${many.kebab}.`],
    ['client/src/routes/product-pages.ts', path, `The SPA has a page at /${many.kebab}.`],
    ['client/src/routes/settings-routes.ts', path, `The SPA has a page at /${many.kebab}.`],
    ['client/src/lib/catalogue/english/english.ts', `\\b${many.camel},$`, `The catalogues have a part ${many.camel}.`],
    [
      'client/src/lib/catalogue/german/product-errors.ts',
      `\\b${one.screaming}_NOT_FOUND:`,
      `An error is called ${one.screaming}_NOT_FOUND.`,
    ],
  ];
}

async function repositoryProblems(name: FeatureName, root: string): Promise<string[]> {
  const found = await Promise.all(
    clashes(name).map(async ([file, pattern, means]) => {
      const text = await readFile(join(root, file), 'utf8').catch(() => '');
      return new RegExp(pattern, 'm').test(text) ? [`${means} (${file})`] : [];
    }),
  );
  return [...folderProblems(name, root), ...found.flat(), ...(await adminProblems(name, root))];
}

/** A folder of the name that is there is somebody's, whatever it holds. */
function folderProblems({ many }: FeatureName, root: string): string[] {
  const folders = ['server/src/features', 'client/src/features', 'admin-views'].map(
    (above) => `${above}/${many.kebab}`,
  );
  return folders.filter((folder) => existsSync(join(root, folder))).map((folder) => `${folder} is there already.`);
}

/** Sections of the admin say their address in files of their own, wherever those are. */
async function adminProblems({ many }: FeatureName, root: string): Promise<string[]> {
  const files: string[] = [];
  for await (const file of glob('server/src/**/*.admin.ts', { cwd: root })) files.push(file);
  const texts = await Promise.all(files.map((file) => readFile(join(root, file), 'utf8')));
  const isTaken = texts.some((text) => text.includes(`path: '${many.kebab}'`));
  return isTaken ? [`The admin has a section at /admin/${many.kebab}.`] : [];
}
