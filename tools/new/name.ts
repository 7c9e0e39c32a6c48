/** A name in every form in which it is written somewhere. */
export interface Forms {
  /** `reading-list`: files, folders, addresses. */
  readonly kebab: string;
  /** `readingList`: variables, the contract's groups. */
  readonly camel: string;
  /** `ReadingList`: types, components, models. */
  readonly pascal: string;
  /** `reading_list`: tables. */
  readonly snake: string;
  /** `READING_LIST`: errors. */
  readonly screaming: string;
  /** `reading list`: sentences. */
  readonly words: string;
  /** `Reading list`: headings. */
  readonly heading: string;
}

/** The name of a feature, for several of its things and for one of them. */
export interface FeatureName {
  readonly many: Forms;
  readonly one: Forms;
}

/** What names look like in files and addresses. */
export const kebabCase = /^[a-z][a-z0-9]*(?:-[a-z][a-z0-9]*)*$/;

/** Writes a name that is in kebab case in every other form. */
export function formsOf(kebab: string): Forms {
  const parts = kebab.split('-');
  const pascal = parts.map(capitalised).join('');
  const words = parts.join(' ');
  return {
    kebab,
    camel: pascal.charAt(0).toLowerCase() + pascal.slice(1),
    pascal,
    snake: parts.join('_'),
    screaming: parts.join('_').toUpperCase(),
    words,
    heading: capitalised(words),
  };
}

/** Writes a name that somebody wrote in another form in kebab case. */
export function toKebab(name: string): string {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replaceAll(/[^A-Za-z0-9]+/g, '-')
    .replaceAll(/^[-\d]+|-+$/g, '')
    .toLowerCase();
}

/** A noun with its article: `a note`, `an invite`. */
export function withArticle(words: string): string {
  return `${articleOf(words)} ${words}`;
}

/** By how it is spelt, but for the few that sound otherwise. */
export function articleOf(words: string): 'a' | 'an' {
  if (/^(?:hour|honou?r|heir)/.test(words)) return 'an';
  return /^[aeiou]/.test(words) && !/^(?:uni|use|user|usage|eu|one|once)/.test(words) ? 'an' : 'a';
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
