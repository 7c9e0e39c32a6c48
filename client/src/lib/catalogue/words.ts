import { createContext, use } from 'react';
import type { english } from './english/english.ts';

type Translated<T> = T extends string
  ? string
  : T extends (...parameters: infer P) => infer R
    ? (...parameters: P) => Translated<R>
    : { readonly [K in keyof T]: Translated<T[K]> };

/** All that is said to a person: a second language has the same keys and takes the same parameters. */
export type Words = Translated<typeof english>;

/** The words of the page's language; no language stands here by itself, so that a page loads the one it speaks. */
export const WordsContext = createContext<Words | null>(null);

/** The words of the page's language. */
export function useWords(): Words {
  const words = use(WordsContext);
  if (words === null) throw new Error('No words were provided: a page stands in a WordsContext that holds a language.');
  return words;
}
