import { useEffect, useRef } from 'react';
import type { ReactNode, SubmitEvent } from 'react';
import type { FieldProblems } from '../lib/use-form.ts';

interface FormProps {
  className?: string;
  label: string;
  problems: FieldProblems;
  onSubmit: () => void;
  children: ReactNode;
}

/** A form that the contract checks, not the browser; after a refusal the first field at fault takes the focus. */
export function FormFrame({ className, label, problems, onSubmit, children }: FormProps): ReactNode {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (Object.keys(problems).length > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [problems]);
  function submit(event: SubmitEvent<HTMLFormElement>): void {
    event.preventDefault();
    onSubmit();
  }
  return (
    <form ref={form} className={`form ${className ?? ''}`} aria-label={label} noValidate onSubmit={submit}>
      {children}
    </form>
  );
}

/** The button that sends a form. It stays in place and in the tab order while the form is on its way. */
export function SubmitButton({
  isBusy,
  label,
  busyLabel,
}: {
  isBusy: boolean;
  label: string;
  busyLabel: string;
}): ReactNode {
  return (
    <button
      type="submit"
      className="button"
      aria-disabled={isBusy}
      onClick={(event) => {
        if (isBusy) event.preventDefault();
      }}
    >
      {isBusy ? busyLabel : label}
    </button>
  );
}
