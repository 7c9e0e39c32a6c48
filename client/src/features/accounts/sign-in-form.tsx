import { contract } from '@hybrid/contracts';
import type { Me } from '@hybrid/contracts';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useWords } from '../../lib/catalogue/words.ts';
import { failedWith } from '../../lib/failure.ts';
import { trpc } from '../../lib/trpc.ts';
import { useForm } from '../../lib/use-form.ts';
import type { Form } from '../../lib/use-form.ts';
import { Field } from '../../ui/field.tsx';
import { FormFrame, SubmitButton } from '../../ui/form.tsx';
import { FailureNote } from '../../ui/problem.tsx';

type Credentials = Record<'email' | 'password' | 'otp', string>;

/** E-mail and password; then, where the account asks for one, a code. */
export function SignInForm({ onSignedIn }: { onSignedIn: (me: Me) => void }): ReactNode {
  const { accounts, recovery, settings } = useWords();
  const [isSecondStep, setIsSecondStep] = useState(false);
  const signIn = trpc.accounts.signIn.useMutation();
  const form = useForm<Credentials>({
    procedure: contract.accounts.signIn,
    initial: { email: '', password: '', otp: '' },
    labels: { ...accounts, otp: settings.otp },
    fieldOf: { OTP_INVALID: 'otp' },
  });
  function submit(): void {
    const { email, password } = form.values;
    const input = isSecondStep ? form.values : { email, password };
    if (!form.check(input)) return;
    signIn.mutate(input, {
      onSuccess: ({ user }) => onSignedIn(user),
      onError: (error) => {
        const failed = failedWith<typeof contract.accounts.signIn>;
        if (failed(error, 'TWO_FACTOR_REQUIRED')) return setIsSecondStep(true);
        // The password was changed in between: there is no second step to it any more.
        if (failed(error, 'CREDENTIALS_INVALID')) setIsSecondStep(false);
        form.refuse(error);
      },
    });
  }
  function startOver(): void {
    setIsSecondStep(false);
    form.settle({ email: form.values.email, password: '', otp: '' });
  }
  const { title, action, busy } = accounts.signIn;
  return (
    <FormFrame label={isSecondStep ? recovery.secondStep.title : title} problems={form.problems} onSubmit={submit}>
      {isSecondStep ? <SecondStep form={form} /> : <FirstStep form={form} />}
      <FailureNote failure={form.failure} />
      <SubmitButton isBusy={signIn.isPending} label={action} busyLabel={busy} />
      {isSecondStep ? (
        <button type="button" className="button-quiet" onClick={startOver}>
          {recovery.secondStep.back}
        </button>
      ) : (
        <Link className="button-quiet" to="/forgot-password">
          {recovery.forgot.link}
        </Link>
      )}
    </FormFrame>
  );
}

function FirstStep({ form }: { form: Form<Credentials> }) {
  const { accounts } = useWords();
  return (
    <>
      <Field form={form} name="email" label={accounts.email} type="email" autoComplete="username" />
      <Field form={form} name="password" label={accounts.password} type="password" autoComplete="current-password" />
    </>
  );
}

function SecondStep({ form }: { form: Form<Credentials> }) {
  const { recovery, settings } = useWords();
  return (
    <>
      <p>{recovery.secondStep.lede}</p>
      <Field
        form={form}
        name="otp"
        label={settings.otp}
        hint={settings.otpHint}
        autoComplete="one-time-code"
        hasFocus
      />
    </>
  );
}
