import type { Draft } from '@hybrid/contracts';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { trpc } from '../../lib/trpc.ts';
import { Autosave } from './autosave.ts';
import type { SaveState } from './autosave.ts';
import { noText, sentOf } from './draft-text.ts';
import type { LocalCopies } from './local-copies.ts';
import { saveFailureOf } from './save-failure.ts';

interface AutosaveOptions {
  readonly id: string;
  readonly userId: string;
  readonly draft: Draft | null;
  readonly copies: LocalCopies;
}

/** Saves a draft while it is written: when a pause comes, when the page is left, when the connection is back. */
export function useAutosave({ id, userId, draft, copies }: AutosaveOptions): { autosave: Autosave; state: SaveState } {
  const utils = trpc.useUtils();
  const [autosave] = useState(() => {
    const { create, save } = utils.client.drafts;
    return new Autosave({
      text: draft ?? noText,
      stored: draft && { text: draft, revision: draft.revision },
      // By the client itself: a mutation of the cache would be held back offline, where an answer is wanted.
      send: async (sent, revision) => {
        // It goes on trying after the page was left, when somebody else may have signed in.
        if (utils.accounts.me.getData()?.id !== userId) throw new Error('The author of this draft is not signed in.');
        const text = sentOf(sent);
        return revision === null ? create.mutate({ id, ...text }) : save.mutate({ id, revision, ...text });
      },
      failureOf: saveFailureOf,
      keep: (copy) => {
        if (copy) return copies.write({ id, ...copy, at: new Date().toISOString() });
        copies.drop(id);
        return true;
      },
      onSaved: () => void utils.drafts.list.invalidate(),
    });
  });
  useEffect(() => {
    const onHide = (): void => autosave.keepCopy();
    const onBack = (): void => void autosave.flush();
    const onVisibility = (): void => {
      if (document.visibilityState === 'hidden') onHide();
    };
    addEventListener('pagehide', onHide);
    addEventListener('online', onBack);
    document.addEventListener('visibilitychange', onVisibility);
    return () => {
      removeEventListener('pagehide', onHide);
      removeEventListener('online', onBack);
      document.removeEventListener('visibilitychange', onVisibility);
      // The page is left: what is not saved is kept first, then sent.
      if (autosave.state().phase === 'idle') return;
      onHide();
      onBack();
    };
  }, [autosave]);
  return { autosave, state: useSyncExternalStore(autosave.subscribe, autosave.state) };
}
