import { platformError } from '@hybrid/contracts/kernel';
import type { ReactNode } from 'react';
import { useWords } from '../../lib/catalogue/words.ts';
import type { Words } from '../../lib/catalogue/words.ts';
import { describeFailure } from '../../lib/failure.ts';
import type { SaveState } from './autosave.ts';

/** Says in a few words where the text is: on the server, on its way, or on this device. */
export function SaveLine({ state, onSave }: { state: SaveState; onSave: () => void }): ReactNode {
  const words = useWords();
  const canTry = state.phase === 'unreachable';
  return (
    <p className={`save-line save-${state.phase}`}>
      <output>{sentenceOf(words, state)}</output>
      {canTry && (
        <button type="button" className="button-quiet" onClick={onSave}>
          {words.saving.now}
        </button>
      )}
    </p>
  );
}

function sentenceOf(words: Words, { phase, isKept, error }: SaveState): string {
  const { saving } = words;
  if (phase === 'unreachable') return isKept ? saving.offline : saving.offlineNotKept;
  if (phase === 'refused') return saving.refused(refusalOf(words, error));
  return saving[phase];
}

/** The first field at fault, by its label; anything else in its own words. */
function refusalOf(words: Words, error: unknown): string {
  const platform = platformError(error);
  if (platform?.name === 'INVALID_INPUT') {
    for (const [path, [message = '']] of Object.entries(platform.data.fields)) {
      const label = Reflect.get(labelsOf(words), path.split('.')[0] ?? '') as string | undefined;
      if (label !== undefined) return words.failures.field(label, message);
    }
  }
  return describeFailure(words, error).sentence;
}

/** What the fields of a draft are called. */
export function labelsOf({ editor, drafts }: Words) {
  const { title, description, body, tags } = editor;
  return { title, description, body, tags, image: drafts.cover };
}
