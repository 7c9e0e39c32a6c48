import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import { useWords } from '../lib/catalogue/words.ts';

const KEY = 'conduit:appearance';
const appearances = ['device', 'light', 'dark'] as const;
type Appearance = (typeof appearances)[number];

/** Light, dark, or as the device has it. `src/before-paint.js` sets the choice again before the next page paints. */
export function AppearanceSwitch(): ReactNode {
  const { shell } = useWords();
  const name = useId();
  const [chosen, setChosen] = useState<Appearance>(() => parse(document.documentElement.dataset['appearance']));
  function choose(appearance: Appearance): void {
    setChosen(appearance);
    apply(appearance);
  }
  return (
    <fieldset className="switch">
      <legend>{shell.appearance}</legend>
      {appearances.map((appearance) => (
        <label key={appearance}>
          <input
            type="radio"
            name={name}
            value={appearance}
            checked={chosen === appearance}
            onChange={() => choose(appearance)}
          />
          <span>{shell.appearances[appearance]}</span>
        </label>
      ))}
    </fieldset>
  );
}

function parse(value: string | undefined): Appearance {
  return appearances.find((appearance) => appearance === value) ?? 'device';
}

function apply(appearance: Appearance): void {
  const { dataset } = document.documentElement;
  if (appearance === 'device') delete dataset['appearance'];
  else dataset['appearance'] = appearance;
  try {
    if (appearance === 'device') localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, appearance);
  } catch {
    // Storage can be switched off; the choice then lasts as long as the page.
  }
}
