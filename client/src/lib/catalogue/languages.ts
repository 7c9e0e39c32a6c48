import type { Language } from '@hybrid/contracts';
import type { Words } from './words.ts';

/** The languages of Conduit, each by its own name for itself. */
export const languages = [
  { code: 'en', name: 'English' },
  { code: 'de', name: 'Deutsch' },
] as const satisfies readonly { code: Language; name: string }[];

const loaders: Readonly<Record<Language, () => Promise<Words>>> = {
  en: async () => (await import('./english/english.ts')).english,
  de: async () => (await import('./german/german.ts')).german,
};

/** Loads what Conduit says in a language: a page carries one language at a time. */
export async function loadWords(language: Language): Promise<Words> {
  return loaders[language]();
}
