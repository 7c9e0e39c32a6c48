import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { articleOf, type FeatureName, type Forms, formsOf } from './name.ts';
import { textFiles } from './text-files.ts';

/**
 * The templates are a feature like any other, of which there is none here: paper boats. Two words, so that each form in which
 * a name is written differs from every other, and files that are read as code, without a language of their own.
 */
const sample: FeatureName = { many: formsOf('paper-boats'), one: formsOf('paper-boat') };

/** A file of a template: where it goes, and what is in it, both still of the sample. */
export interface Template {
  readonly path: string;
  readonly text: string;
}

/** The templates of a kind, such as `feature`, by the paths they get below the root. */
export async function readTemplates(kind: string): Promise<Template[]> {
  const files = textFiles(fileURLToPath(new URL(`${kind}/`, import.meta.url)));
  return Promise.all([...files].map(async ([path, file]) => ({ path, text: await readFile(file, 'utf8') })));
}

const forms = Object.keys(sample.one) as (keyof Forms)[];

/** Puts another feature's name in the place of the sample's, in a path or a text. */
export function fill(text: string, name: FeatureName): string {
  const article = new RegExp(String.raw`\b([Aa])n? (?=${sample.one.words}\b)`, 'g');
  const isCapital = (found: string): boolean => found === 'A';
  const withArticles = text.replaceAll(article, (_, found: string) => {
    const fitting = articleOf(name.one.words);
    return `${isCapital(found) ? `A${fitting.slice(1)}` : fitting} `;
  });
  const byForm = new Map([
    ...forms.map((form) => [sample.many[form], name.many[form]] as const),
    ...forms.map((form) => [sample.one[form], name.one[form]] as const),
  ]);
  // The plural stands first: it begins with the singular.
  return withArticles.replaceAll(new RegExp([...byForm.keys()].join('|'), 'g'), (found) => byForm.get(found) ?? found);
}

/** The identifiers that the code of templates uses beside those of the sample: a feature of such a name would hide one. */
export function identifiersOf(templates: readonly Template[]): ReadonlySet<string> {
  const code = templates
    .filter(({ path }) => /\.tsx?$/.test(path))
    // Words of the sample stand in a pattern or between tags as well.
    .map(({ text }) => text.replaceAll(new RegExp(sample.one.words, 'gi'), ''))
    .map((text) => text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$|'(?:[^'\\\n]|\\.)*'|"[^"\n]*"|`[^`]*`/gm, ''));
  return new Set(code.flatMap((text) => text.match(/\b[A-Za-z_$][\w$]*/g) ?? []));
}
