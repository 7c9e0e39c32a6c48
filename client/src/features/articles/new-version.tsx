import type { ReactNode } from 'react';
import { useWords } from '../../lib/catalogue/words.ts';

/** Says that what is read is no longer what is published. Nothing moves until the reader asks for it. */
export function NewVersion({ state, show }: { state: 'none' | 'changed' | 'gone'; show: () => void }): ReactNode {
  const { live } = useWords().community;
  return (
    <output className="new-version">
      {state === 'changed' && (
        <>
          <span>{live.changed}</span>
          <button type="button" className="button-live" onClick={show}>
            {live.show}
          </button>
        </>
      )}
      {state === 'gone' && <span>{live.gone}</span>}
    </output>
  );
}
