import type { Language } from '@hybrid/contracts';
import { createContext, startTransition, use, useEffect, useEffectEvent, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { languages, loadWords } from './catalogue/languages.ts';
import type { Words } from './catalogue/words.ts';
import { WordsContext } from './catalogue/words.ts';

/** `src/before-paint.js` reads it before the first word is shown. */
const KEY = 'conduit:language';

/** The language of the page, and how to take another. */
export interface LanguageChoice {
  readonly language: Language;
  /** Takes a language and keeps it on this device; null gives the choice back to the browser. */
  readonly choose: (language: Language | null) => Promise<void>;
}

const LanguageContext = createContext<LanguageChoice>({ language: 'en', choose: async () => undefined });

/** The language of the page, and how to take another; refused where its words cannot be loaded. */
export function useLanguage(): LanguageChoice {
  return use(LanguageContext);
}

/** The language that was decided on before the first paint. */
export function decidedLanguage(): Language {
  return spoken(document.documentElement.lang) ?? 'en';
}

interface LanguageProviderProps {
  initial: { language: Language; words: Words };
  children: ReactNode;
}

/** Speaks one language at a time; another is loaded when it is chosen, and takes over as a whole. */
export function LanguageProvider({ initial, children }: LanguageProviderProps): ReactNode {
  const [{ language, words }, setSpoken] = useState(initial);
  const asked = useRef<Language>(initial.language);
  async function choose(wanted: Language | null): Promise<void> {
    const next = wanted ?? browserLanguage();
    asked.current = next;
    const loaded = await loadWords(next);
    // Whoever asked last is answered.
    if (asked.current !== next) return;
    keep(wanted);
    document.documentElement.lang = next;
    startTransition(() => setSpoken({ language: next, words: loaded }));
  }
  return (
    <LanguageContext value={{ language, choose }}>
      <WordsContext value={words}>{children}</WordsContext>
    </LanguageContext>
  );
}

/**
 * Lets the language that a person set for themselves win over the device's.
 *
 * @param setting null follows the browser, undefined is not known.
 */
export function useLanguageOf(setting: Language | null | undefined): void {
  const { choose } = useLanguage();
  const before = useRef(setting);
  const follow = useEffectEvent(async (next: Language | null) => {
    try {
      await choose(next);
    } catch {
      // A language that cannot be loaded now is read from the device at the next visit.
      keep(next);
    }
  });
  useEffect(() => {
    const was = before.current;
    before.current = setting;
    // Only who had a language set and gives it up returns to the browser's; a visitor's own choice stays.
    if (setting || (setting === null && was)) void follow(setting);
  }, [setting]);
}

function browserLanguage(): Language {
  for (const tag of navigator.languages) {
    const found = spoken(tag);
    if (found) return found;
  }
  return 'en';
}

function spoken(tag: string): Language | undefined {
  const wanted = tag.slice(0, 2).toLowerCase();
  return languages.find(({ code }) => code === wanted)?.code;
}

function keep(language: Language | null): void {
  try {
    if (language === null) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, language);
  } catch {
    // Storage can be switched off; the choice then lasts as long as the page.
  }
}
