import { contract } from '@hybrid/contracts';
import type { Me } from '@hybrid/contracts';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useWords } from '../../lib/catalogue/words.ts';
import { trpc } from '../../lib/trpc.ts';
import { useForm } from '../../lib/use-form.ts';
import { Field } from '../../ui/field.tsx';
import { FormFrame, SubmitButton } from '../../ui/form.tsx';
import { FailureNote } from '../../ui/problem.tsx';
import { PasswordProof } from './password-proof.tsx';

interface Secret {
  readonly secret: string;
  readonly uri: string;
  readonly qrCode: string;
}

/** Password first, then the secret and the code that proves the app has it. */
export function TwoFactorSetup({ me, onCodes }: { me: Me; onCodes: (codes: string[]) => void }): ReactNode {
  const [secret, setSecret] = useState<Secret | null>(null);
  return secret === null ? <Begin me={me} onSecret={setSecret} /> : <Enable secret={secret} onCodes={onCodes} />;
}

function Begin({ me, onSecret }: { me: Me; onSecret: (secret: Secret) => void }) {
  const { settings } = useWords();
  const { twoFactor: said } = settings;
  const begin = trpc.twoFactor.begin.useMutation();
  const form = useForm({
    procedure: contract.twoFactor.begin,
    initial: { password: '' },
    labels: { password: settings.currentPassword },
    fieldOf: { PASSWORD_INVALID: 'password' },
  });
  function submit(): void {
    if (form.check(form.values)) begin.mutate(form.values, { onSuccess: onSecret, onError: form.refuse });
  }
  return (
    <FormFrame label={said.title} problems={form.problems} onSubmit={submit}>
      <p>{said.isOff}</p>
      <PasswordProof form={form} name="password" email={me.email} />
      <FailureNote failure={form.failure} />
      <SubmitButton isBusy={begin.isPending} label={said.begin} busyLabel={settings.saving} />
    </FormFrame>
  );
}

function Enable({ secret, onCodes }: { secret: Secret; onCodes: (codes: string[]) => void }) {
  const { settings } = useWords();
  const { twoFactor: said } = settings;
  const enable = trpc.twoFactor.enable.useMutation();
  const form = useForm({
    procedure: contract.twoFactor.enable,
    initial: { otp: '' },
    labels: { otp: settings.otp },
    fieldOf: { OTP_INVALID: 'otp' },
  });
  function submit(): void {
    if (!form.check(form.values)) return;
    enable.mutate(form.values, { onSuccess: ({ recoveryCodes }) => onCodes(recoveryCodes), onError: form.refuse });
  }
  return (
    <FormFrame label={said.title} problems={form.problems} onSubmit={submit}>
      <p>{said.scan}</p>
      <img
        className="qr-code"
        src={`data:image/svg+xml,${encodeURIComponent(secret.qrCode)}`}
        alt={said.qrCode}
        width={208}
        height={208}
      />
      <p>
        {said.byHand}
        <br />
        <code className="secret">{secret.secret.replaceAll(/.{4}(?=.)/g, '$& ')}</code>
      </p>
      <a className="button-quiet" href={secret.uri}>
        {said.open}
      </a>
      <Field form={form} name="otp" label={settings.otp} autoComplete="one-time-code" hasFocus />
      <FailureNote failure={form.failure} />
      <SubmitButton isBusy={enable.isPending} label={said.enable} busyLabel={settings.saving} />
    </FormFrame>
  );
}
