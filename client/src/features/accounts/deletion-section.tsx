import { contract } from '@hybrid/contracts';
import type { Me } from '@hybrid/contracts';
import type { ReactNode } from 'react';
import { useWords } from '../../lib/catalogue/words.ts';
import { describeFailure } from '../../lib/failure.ts';
import { trpc } from '../../lib/trpc.ts';
import { useForm } from '../../lib/use-form.ts';
import { Field } from '../../ui/field.tsx';
import { FormFrame, SubmitButton } from '../../ui/form.tsx';
import { FailureNote } from '../../ui/problem.tsx';
import { BeforeLeaving } from './before-leaving.tsx';
import { PasswordProof } from './password-proof.tsx';

export function DeletionSection({ me }: { me: Me }): ReactNode {
  return me.deletionDueAt === null ? <Request me={me} /> : <Planned dueAt={me.deletionDueAt} />;
}

function Planned({ dueAt }: { dueAt: string }) {
  const words = useWords();
  const { deletion: said } = words.settings;
  const utils = trpc.useUtils();
  const cancel = trpc.deletions.cancel.useMutation({ onSuccess: () => utils.accounts.me.invalidate() });
  return (
    <div className="settings-part">
      <p>
        <strong>{said.planned(dueAt)}</strong>
      </p>
      <BeforeLeaving />
      <button type="button" className="button" aria-disabled={cancel.isPending} onClick={() => cancel.mutate()}>
        {said.keep}
      </button>
      <FailureNote failure={cancel.error ? describeFailure(words, cancel.error) : null} />
    </div>
  );
}

function Request({ me }: { me: Me }) {
  const { accountNotes, settings } = useWords();
  const { deletion: said } = settings;
  const utils = trpc.useUtils();
  const request = trpc.deletions.request.useMutation({ onSuccess: () => utils.accounts.me.invalidate() });
  const form = useForm({
    procedure: contract.deletions.request,
    initial: { password: '', otp: '' },
    labels: { password: settings.currentPassword, otp: settings.otp },
    fieldOf: { PASSWORD_INVALID: 'password', OTP_INVALID: 'otp', TWO_FACTOR_REQUIRED: 'otp' },
  });
  function submit(): void {
    const { password, otp } = form.values;
    const input = me.hasTwoFactor ? { password, otp } : { password };
    if (form.check(input)) request.mutate(input, { onError: form.refuse });
  }
  return (
    <FormFrame label={said.title} problems={form.problems} onSubmit={submit}>
      <p>{accountNotes.deletion}</p>
      <BeforeLeaving />
      <PasswordProof form={form} name="password" email={me.email} />
      {me.hasTwoFactor && (
        <Field form={form} name="otp" label={settings.otp} hint={settings.otpHint} autoComplete="one-time-code" />
      )}
      <FailureNote failure={form.failure} />
      <SubmitButton isBusy={request.isPending} label={said.action} busyLabel={settings.saving} />
    </FormFrame>
  );
}
