import { createContext, use } from 'react';
import { english } from './english/english.ts';

type Translated<T> = T extends string
  ? string
  : T extends (...parameters: infer P) => infer R
    ? (...parameters: P) => Translated<R>
    : { readonly [K in keyof T]: Translated<T[K]> };

/** All that is said to a person: a second language has the same keys and takes the same parameters. */
export type Words = Translated<typeof english>;

/** The language of the page; a second language is provided here. */
const WordsContext = createContext<Words>(english);

/** The words of the page's language. */
export function useWords(): Words {
  return use(WordsContext);
}
