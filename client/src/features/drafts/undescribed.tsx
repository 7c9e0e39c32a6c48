import { useState } from 'react';
import type { ReactNode } from 'react';
import { useWords } from '../../lib/catalogue/words.ts';

const picture = /!\[\]\((\/uploads\/[^)\s]+)\)/g;

/** Asks for a few words for each picture that has none: without hurry, below the text. */
export function Undescribed({ body, onChange }: { body: string; onChange: (body: string) => void }): ReactNode {
  const { drafts } = useWords();
  const addresses = [...new Set([...body.matchAll(picture)].map(([, address]) => address ?? ''))];
  if (addresses.length === 0) return null;
  return (
    <section className="undescribed" aria-label={drafts.undescribed}>
      {addresses.map((address) => (
        <Description
          key={address}
          address={address}
          onDone={(words) => onChange(body.replaceAll(`![](${address})`, `![${escaped(words)}](${address})`))}
        />
      ))}
    </section>
  );
}

function Description({ address, onDone }: { address: string; onDone: (words: string) => void }) {
  const { drafts } = useWords();
  const [words, setWords] = useState('');
  const finish = (): void => {
    if (words.trim() !== '') onDone(words.trim());
  };
  return (
    <div className="description">
      <img src={address} alt="" />
      <label className="field">
        <span>{drafts.describe}</span>
        <input
          type="text"
          value={words}
          maxLength={300}
          onChange={({ target }) => setWords(target.value)}
          onKeyDown={(event) => {
            // The form would publish.
            if (event.key !== 'Enter') return;
            event.preventDefault();
            finish();
          }}
        />
      </label>
      <button type="button" className="button-quiet" onClick={finish}>
        {drafts.describeDone}
      </button>
    </div>
  );
}

/** Brackets would end the description; a line break, the picture. */
function escaped(words: string): string {
  return words.replaceAll(/\s+/g, ' ').replaceAll(/[[\]\\]/g, String.raw`\$&`);
}
