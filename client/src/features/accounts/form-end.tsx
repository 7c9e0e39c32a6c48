import type { ReactNode } from 'react';
import type { Failure } from '../../lib/failure.ts';
import { SubmitButton } from '../../ui/form.tsx';
import { FailureNote } from '../../ui/problem.tsx';

interface FormEndProps {
  failure: Failure | null;
  isBusy: boolean;
  label: string;
  busyLabel: string;
  /** What is said once it is done, in a place that was kept for it. */
  done: string | false;
}

/** The end of a form of the settings: what went wrong, the button, and that it is done. */
export function FormEnd({ failure, isBusy, label, busyLabel, done }: FormEndProps): ReactNode {
  return (
    <>
      <FailureNote failure={failure} />
      <div className="settings-send">
        <SubmitButton isBusy={isBusy} label={label} busyLabel={busyLabel} />
        <output className="hint">{done}</output>
      </div>
    </>
  );
}
