import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { useReturnFocus } from '../lib/use-return-focus.ts';

interface ConfirmButtonProps {
  /** What the button is called. */
  action: string;
  /** What stands on it, where that is shorter than its name. */
  short?: string;
  question: string;
  confirm: string;
  cancel: string;
  isBusy: boolean;
  onConfirm: () => void;
}

/** A button that asks first, in place: the question takes the focus, Escape takes it back. */
export function ConfirmButton(props: ConfirmButtonProps): ReactNode {
  const [isAsking, setIsAsking] = useState(false);
  const opener = useReturnFocus<HTMLButtonElement>(isAsking);
  if (isAsking) return <Question {...props} onCancel={() => setIsAsking(false)} />;
  return (
    <button
      ref={opener}
      type="button"
      className="button-quiet"
      aria-label={props.short === undefined ? undefined : props.action}
      onClick={() => setIsAsking(true)}
    >
      {props.short ?? props.action}
    </button>
  );
}

function Question({
  question,
  confirm,
  cancel,
  isBusy,
  onConfirm,
  onCancel,
}: ConfirmButtonProps & { onCancel: () => void }) {
  const keep = useRef<HTMLButtonElement>(null);
  useEffect(() => keep.current?.focus(), []);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') onCancel();
  };
  return (
    <fieldset className="question">
      <legend>{question}</legend>
      <button
        type="button"
        className="button-quiet"
        aria-disabled={isBusy}
        onClick={isBusy ? undefined : onConfirm}
        onKeyDown={onKeyDown}
      >
        {confirm}
      </button>
      <button ref={keep} type="button" className="button-quiet" onClick={onCancel} onKeyDown={onKeyDown}>
        {cancel}
      </button>
    </fieldset>
  );
}
