import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode, RefObject } from 'react';
import { useWords } from '../lib/catalogue/words.ts';
import { useShownToasts, useToasts } from '../lib/toasts.tsx';
import type { ShownToast } from '../lib/toasts.tsx';
import { RequestId } from './problem.tsx';

/** Long enough to read two lines twice; whoever wants to take something back is given more. */
const READ_MS = 8_000;
const DECIDE_MS = 20_000;

/** Notices at the edge of the page. They lie above it, so that nothing moves when they come and go. */
export function ToastShelf(): ReactNode {
  const { shell } = useWords();
  const shown = useShownToasts();
  const shelf = useRef<HTMLElement>(null);
  const isHeld = useAttention(shelf);
  return (
    <section ref={shelf} className="toasts" aria-label={shell.toasts}>
      {/* The region stands before there is something in it: only then does every screen reader say what comes. */}
      <div role="log" aria-live="polite">
        {shown.map((toast) => (
          <ToastItem key={toast.id} toast={toast} isHeld={isHeld} />
        ))}
      </div>
    </section>
  );
}

/** Whether somebody is at it, with the pointer or with the keyboard. */
function useAttention(place: RefObject<HTMLElement | null>): boolean {
  const [isHeld, setIsHeld] = useState(false);
  useEffect(() => {
    const { current } = place;
    const hold = (): void => setIsHeld(true);
    const release = (): void => setIsHeld(false);
    for (const come of ['pointerenter', 'focusin']) current?.addEventListener(come, hold);
    for (const go of ['pointerleave', 'focusout']) current?.addEventListener(go, release);
    return () => {
      for (const come of ['pointerenter', 'focusin']) current?.removeEventListener(come, hold);
      for (const go of ['pointerleave', 'focusout']) current?.removeEventListener(go, release);
    };
  }, [place]);
  return isHeld;
}

function ToastItem({ toast, isHeld }: { toast: ShownToast; isHeld: boolean }) {
  const { shell } = useWords();
  const { id, sentence, undo, requestId = null } = toast;
  const { dismiss } = useToasts();
  useEffect(() => {
    if (isHeld) return undefined;
    const timer = setTimeout(() => dismiss(id), undo ? DECIDE_MS : READ_MS);
    return () => clearTimeout(timer);
  }, [id, undo, isHeld, dismiss]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') dismiss(id);
  };
  function takeBack(): void {
    dismiss(id);
    undo?.();
  }
  return (
    <div className="toast">
      <p>
        {sentence} <RequestId id={requestId} />
      </p>
      {undo && (
        <button type="button" className="button-quiet" onClick={takeBack} onKeyDown={onKeyDown}>
          {shell.undo}
        </button>
      )}
      <button type="button" className="button-quiet" onClick={() => dismiss(id)} onKeyDown={onKeyDown}>
        {shell.close}
      </button>
    </div>
  );
}
