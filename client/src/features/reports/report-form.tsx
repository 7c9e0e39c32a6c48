import { contract } from '@hybrid/contracts';
import type { ReportReason } from '@hybrid/contracts';
import { useEffect, useId, useRef } from 'react';
import type { ReactNode } from 'react';
import { useWords } from '../../lib/catalogue/words.ts';
import { trpc } from '../../lib/trpc.ts';
import { useForm } from '../../lib/use-form.ts';
import type { Form } from '../../lib/use-form.ts';
import { Field } from '../../ui/field.tsx';
import { FormFrame, SubmitButton } from '../../ui/form.tsx';
import { FailureNote } from '../../ui/problem.tsx';

/** What a report is about. */
export interface Reported {
  slug: string;
  /** The comment that is meant; without it, it is the article. */
  commentId?: number;
}

interface ReportFormProps extends Reported {
  label: string;
  onClose: (state: 'closed' | 'done') => void;
}

export function ReportForm({ slug, commentId, label, onClose }: ReportFormProps): ReactNode {
  const { report } = useWords().community;
  const create = trpc.reports.create.useMutation();
  const form = useForm({
    procedure: contract.reports.create,
    initial: { reason: '', note: '' },
    labels: { reason: report.reason, note: report.noteField },
    draft: `report:${slug}:${commentId ?? ''}`,
  });
  function submit(): void {
    const input = { ...form.values, slug, commentId };
    if (!form.check(input)) return;
    // The check above let only the contract's reasons through.
    const reason = form.values.reason as ReportReason;
    create.mutate({ ...input, reason }, { onSuccess: () => close('done'), onError: form.refuse });
  }
  function close(state: 'closed' | 'done'): void {
    form.settle();
    onClose(state);
  }
  return (
    <FormFrame className="report-form" label={label} problems={form.problems} onSubmit={submit}>
      <Reasons form={form} />
      <Field form={form} name="note" label={report.note} hint={report.hint} rows={2} />
      <FailureNote failure={form.failure} />
      <div className="form-actions">
        <SubmitButton isBusy={create.isPending} label={report.send} busyLabel={report.sending} />
        <button type="button" className="button-quiet" onClick={() => close('closed')}>
          {report.cancel}
        </button>
      </div>
    </FormFrame>
  );
}

const reasons = ['spam', 'abuse', 'copyright', 'other'] as const satisfies readonly ReportReason[];

function Reasons({ form }: { form: Form<{ reason: string; note: string }> }) {
  const { report } = useWords().community;
  const id = useId();
  const problem = form.problems['reason'];
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  return (
    <fieldset
      className="choices"
      role="radiogroup"
      aria-invalid={problem !== undefined}
      // Where the reason is missing the form sends the focus here.
      tabIndex={-1}
      aria-describedby={problem === undefined ? undefined : `${id}-problem`}
    >
      <legend>{report.reason}</legend>
      {reasons.map((reason, index) => (
        <label key={reason}>
          <input
            ref={index === 0 ? first : null}
            type="radio"
            name="reason"
            value={reason}
            checked={form.values.reason === reason}
            onChange={() => form.change('reason', reason)}
          />
          {report.reasons[reason]}
        </label>
      ))}
      {problem !== undefined && (
        <p id={`${id}-problem`} className="field-problem">
          {problem}
        </p>
      )}
    </fieldset>
  );
}
