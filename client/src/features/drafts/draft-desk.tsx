import type { Article } from '@hybrid/contracts';
import { useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { useWords } from '../../lib/catalogue/words.ts';
import { FormFrame } from '../../ui/form.tsx';
import { ConflictBanner } from './conflict-banner.tsx';
import { textOf } from './draft-text.ts';
import { PublishBar } from './publish-bar.tsx';
import { SaveLine } from './save-line.tsx';
import { useDesk } from './use-desk.ts';
import type { Desk, Opened } from './use-desk.ts';
import { usePublishing } from './use-publishing.ts';
import { WritingFields } from './writing-fields.tsx';

interface DraftDeskProps {
  opened: Opened;
  /** What the page is called, which the form is called too. */
  title: string;
  onPublished: (article: Article) => void;
  onDeleted: () => void;
  /** Hears when the server has a draft that was new. */
  onBegun?: () => void;
}

/** Where a draft is written: it is saved by itself, and published or scheduled when its author says so. */
export function DraftDesk({ opened, title, ...ends }: DraftDeskProps): ReactNode {
  const desk = useDesk(opened, ends.onBegun);
  const publishing = usePublishing(desk, { publishAt: opened.draft?.publishAt ?? null, ...ends });
  const [isAsking, setIsAsking] = useState(false);
  const whole = useRef<HTMLDivElement>(null);
  const label = useLabel(opened);
  function onKeyDown(event: KeyboardEvent): void {
    if (!event.ctrlKey && !event.metaKey) return;
    if (event.key === 's') {
      event.preventDefault();
      void desk.autosave.flush();
    } else if (event.key === 'Enter') {
      event.preventDefault();
      setIsAsking(publishing.check());
    }
  }
  return (
    // It listens to what bubbles up from the fields: no control of its own.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div ref={whole} className="desk" onKeyDown={onKeyDown}>
      <Notices desk={desk} onSettled={() => focusOnText(whole.current)} />
      <FormFrame
        className="editor"
        label={title}
        problems={desk.form.problems}
        onSubmit={() => {
          if (publishing.busy === null && publishing.check()) void publishing.publish();
        }}
      >
        <WritingFields form={desk.form} />
        <SaveLine state={desk.state} onSave={() => void desk.autosave.flush()} />
        <PublishBar {...{ desk, publishing, label, isAsking }} onAnswer={() => setIsAsking(false)} />
      </FormFrame>
    </div>
  );
}

/** What asked is gone: whoever answered goes on writing. */
function focusOnText(whole: HTMLElement | null): void {
  whole?.querySelector<HTMLElement>('textarea[name=body]')?.focus();
}

function useLabel({ draft }: Opened): string {
  const { publishing } = useWords();
  if (!draft?.article) return publishing.publish;
  return draft.article.isPublished ? publishing.publishChanges : publishing.publishAgain;
}

/** What has to be known about the text before it is written on: what came back, and what changed elsewhere. */
function Notices({ desk, onSettled }: { desk: Desk; onSettled: () => void }) {
  const { conflict } = useWords();
  const { autosave, state, form } = desk;
  const mine = textOf(form.values);
  if (state.phase === 'gone') {
    return (
      <div role="alert" className="desk-note">
        {conflict.gone}{' '}
        <button
          type="button"
          className="button-quiet"
          onClick={() => {
            onSettled();
            void autosave.beginAnew();
          }}
        >
          {conflict.beginAnew}
        </button>
      </div>
    );
  }
  if (state.theirs === null) return <Before desk={desk} onSettled={onSettled} />;
  return (
    <ConflictBanner
      mine={mine}
      theirs={state.theirs}
      onKeepMine={() => {
        onSettled();
        void autosave.keepMine();
      }}
      onTakeTheirs={() => {
        onSettled();
        const theirs = autosave.takeTheirs();
        if (theirs) desk.show(theirs, { text: mine, why: 'taken' });
      }}
    />
  );
}

function Before({ desk, onSettled }: { desk: Desk; onSettled: () => void }) {
  const { conflict, drafts } = useWords();
  const { before } = desk;
  if (before === null) return null;
  const [sentence, action] =
    before.why === 'taken' ? [conflict.taken, conflict.backToMine] : [drafts.restored, drafts.discardRestored];
  return (
    <output className="desk-note">
      {sentence}{' '}
      <button
        type="button"
        className="button-quiet"
        onClick={() => {
          onSettled();
          desk.show(before.text, null);
        }}
      >
        {action}
      </button>
    </output>
  );
}
