import { contract } from '@hybrid/contracts';
import type { Me } from '@hybrid/contracts';
import type { ReactNode } from 'react';
import { useWords } from '../../lib/catalogue/words.ts';
import { trpc } from '../../lib/trpc.ts';
import { useForm } from '../../lib/use-form.ts';
import { Field } from '../../ui/field.tsx';
import { FormFrame, SubmitButton } from '../../ui/form.tsx';
import { FailureNote } from '../../ui/problem.tsx';
import { PasswordProof } from './password-proof.tsx';

interface TwoFactorProofProps {
  me: Me;
  wanted: 'renew' | 'disable';
  onCodes: (codes: string[]) => void;
  onOff: () => void;
  onCancel: () => void;
}

/** Asks for password and code before new recovery codes are made, or the second factor goes. */
export function TwoFactorProof({ me, wanted, onCodes, onOff, onCancel }: TwoFactorProofProps): ReactNode {
  const { settings } = useWords();
  const label = settings.twoFactor[wanted];
  const renew = trpc.twoFactor.renewRecoveryCodes.useMutation();
  const disable = trpc.twoFactor.disable.useMutation();
  const form = useForm({
    procedure: contract.twoFactor.disable,
    initial: { password: '', otp: '' },
    labels: { password: settings.currentPassword, otp: settings.otp },
    fieldOf: { PASSWORD_INVALID: 'password', OTP_INVALID: 'otp' },
  });
  function submit(): void {
    if (!form.check(form.values)) return;
    const onError = form.refuse;
    if (wanted === 'disable') disable.mutate(form.values, { onSuccess: onOff, onError });
    else renew.mutate(form.values, { onSuccess: ({ recoveryCodes }) => onCodes(recoveryCodes), onError });
  }
  return (
    <FormFrame label={label} problems={form.problems} onSubmit={submit}>
      <PasswordProof form={form} name="password" email={me.email} hasFocus />
      <Field form={form} name="otp" label={settings.otp} hint={settings.otpHint} autoComplete="one-time-code" />
      <FailureNote failure={form.failure} />
      <div className="settings-send">
        <SubmitButton isBusy={renew.isPending || disable.isPending} label={label} busyLabel={settings.saving} />
        <button type="button" className="button-quiet" onClick={onCancel}>
          {settings.cancel}
        </button>
      </div>
    </FormFrame>
  );
}
