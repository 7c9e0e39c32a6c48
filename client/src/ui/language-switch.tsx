import type { ReactNode } from 'react';
import { languages } from '../lib/catalogue/languages.ts';
import { useWords } from '../lib/catalogue/words.ts';
import { useLanguage } from '../lib/language.tsx';
import { useToasts } from '../lib/toasts.tsx';

/** The languages, each under its own name and read out in its own sound. */
export function LanguageSwitch(): ReactNode {
  const { shell } = useWords();
  const { language, choose } = useLanguage();
  const toasts = useToasts();
  return (
    <fieldset className="switch">
      <legend>{shell.language}</legend>
      {languages.map(({ code, name }) => (
        <button
          key={code}
          type="button"
          lang={code}
          aria-pressed={code === language}
          onClick={() => void choose(code).catch(() => toasts.show({ sentence: shell.languageFailed }))}
        >
          {name}
        </button>
      ))}
    </fieldset>
  );
}
