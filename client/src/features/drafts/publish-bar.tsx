import { useRef, useState } from 'react';
import type { ReactNode, RefObject } from 'react';
import { useWords } from '../../lib/catalogue/words.ts';
import { useReturnFocus } from '../../lib/use-return-focus.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { FailureNote } from '../../ui/problem.tsx';
import { SchedulePanel } from './schedule-panel.tsx';
import type { Desk } from './use-desk.ts';
import type { Publishing } from './use-publishing.ts';

interface PublishBarProps {
  desk: Desk;
  publishing: Publishing;
  label: string;
  /** Whether the keyboard asked to publish, which is asked back. */
  isAsking: boolean;
  onAnswer: () => void;
}

/** What becomes of the text. Where there is room it stays at the foot of the page while the text scrolls. */
export function PublishBar({ desk, publishing, label, isAsking, onAnswer }: PublishBarProps): ReactNode {
  const { drafts } = useWords();
  const [isScheduling, setIsScheduling] = useState(false);
  const opener = useReturnFocus<HTMLButtonElement>(isScheduling || isAsking);
  const { publishAt } = publishing;
  function controls(): ReactNode {
    if (isScheduling) return <SchedulePanel publishing={publishing} onClose={() => setIsScheduling(false)} />;
    if (isAsking) return <Question publishing={publishing} onAnswer={onAnswer} />;
    const onSchedule = (): void => setIsScheduling(publishing.check());
    return <Actions {...{ publishing, label, opener, onSchedule }} />;
  }
  return (
    <div className="publish-bar">
      {publishAt !== null && <p className="comes-out">{drafts.comesOut(publishAt)}</p>}
      <FailureNote failure={desk.form.failure} />
      <div role="alert" className="failure-note">
        {!isScheduling && publishing.problem}
      </div>
      {controls()}
    </div>
  );
}

interface ActionsProps {
  publishing: Publishing;
  label: string;
  /** The button that opens the panel, which has the focus again once that is closed. */
  opener: RefObject<HTMLButtonElement | null>;
  onSchedule: () => void;
}

function Actions({ publishing, label, opener, onSchedule }: ActionsProps) {
  const { drafts, publishing: said } = useWords();
  const { busy, publishAt } = publishing;
  async function unschedule(): Promise<void> {
    await publishing.unschedule();
    opener.current?.focus();
  }
  return (
    <div className="publish-actions">
      <ConfirmButton {...drafts.delete} isBusy={busy === 'delete'} onConfirm={() => void publishing.remove()} />
      {publishAt !== null && (
        <button type="button" className="button-quiet" onClick={() => void unschedule()}>
          {said.unschedule}
        </button>
      )}
      <button ref={opener} type="button" className="button-quiet" onClick={onSchedule}>
        {publishAt === null ? said.atATime : said.reschedule}
      </button>
      <button type="submit" className="button" title={said.shortcuts} aria-disabled={busy !== null}>
        {busy === 'publish' ? said.publishing : label}
      </button>
    </div>
  );
}

function Question({ publishing, onAnswer }: { publishing: Publishing; onAnswer: () => void }) {
  const { publishing: said } = useWords();
  const confirm = useRef<HTMLButtonElement>(null);
  return (
    <fieldset className="question">
      <legend>{said.question}</legend>
      <button
        ref={(element) => {
          // Once, as it appears: whoever pressed the keys answers with the keys.
          if (confirm.current === null) element?.focus();
          confirm.current = element;
        }}
        type="button"
        className="button-quiet"
        onKeyDown={({ key }) => key === 'Escape' && onAnswer()}
        onClick={() => {
          onAnswer();
          void publishing.publish();
        }}
      >
        {said.confirm}
      </button>
      <button type="button" className="button-quiet" onClick={onAnswer}>
        {said.cancel}
      </button>
    </fieldset>
  );
}
