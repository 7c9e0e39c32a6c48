import { contract, NewArticle } from '@hybrid/contracts';
import type { Draft } from '@hybrid/contracts';
import { useEffect, useState } from 'react';
import { useWords } from '../../lib/catalogue/words.ts';
import { useForm } from '../../lib/use-form.ts';
import type { Form } from '../../lib/use-form.ts';
import type { Autosave, SaveState } from './autosave.ts';
import { fieldsOf, isSameText, noText, textOf } from './draft-text.ts';
import type { DraftFields, DraftText } from './draft-text.ts';
import { localCopies } from './local-copies.ts';
import type { LocalCopy } from './local-copies.ts';
import { labelsOf } from './save-line.tsx';
import { useAutosave } from './use-autosave.ts';

/** What is opened to be written in. */
export interface Opened {
  readonly userId: string;
  readonly id: string;
  /** What the server has; null for a new draft. */
  readonly draft: Draft | null;
  /** What this device has and the server had not. */
  readonly copy: LocalCopy | null;
}

/** A draft on the page: its text, and how it is saved. */
export interface Desk {
  readonly id: string;
  readonly form: Form<DraftFields>;
  readonly autosave: Autosave;
  readonly state: SaveState;
  /** What the page showed before other text took its place, to go back to. */
  readonly before: { readonly text: DraftText; readonly why: 'restored' | 'taken' } | null;
  /** Puts other text on the page; `before` is what it can be taken back to. */
  show(text: DraftText, before: Desk['before']): void;
}

// A draft may lack anything; what an article needs is asked for when it is published.
const procedure = { ...contract.drafts.publish, input: NewArticle };

export function useDesk({ userId, id, draft, copy }: Opened, onBegun?: () => void): Desk {
  const words = useWords();
  const [copies] = useState(() => localCopies(userId));
  const stored: DraftText = draft ?? noText;
  const isRestored = copy !== null && !isSameText(copy.text, stored);
  const initial = fieldsOf(isRestored ? copy.text : stored);
  const form = useForm({ procedure, initial, labels: labelsOf(words) });
  const { autosave, state } = useAutosave({ id, userId, draft, copies });
  const [before, setBefore] = useState<Desk['before']>(() => (isRestored ? { text: stored, why: 'restored' } : null));
  const { values } = form;
  useEffect(() => {
    autosave.change(textOf(values));
  }, [autosave, values]);
  useEffect(() => {
    // Typed over a revision that is not the last any more: somebody has to choose.
    const isBehind = isRestored && draft !== null && copy.revision !== draft.revision;
    if (isBehind && autosave.state().phase !== 'saved') autosave.meet(draft);
    // Once, for what was opened.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  const isBegun = draft === null && state.revision !== null;
  useEffect(() => {
    if (isBegun) onBegun?.();
    // Once, when that has happened.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [isBegun]);
  return {
    id,
    form,
    autosave,
    state,
    before,
    show(text, previous) {
      setBefore(previous);
      form.settle(fieldsOf(text));
    },
  };
}
