import { contract } from '@hybrid/contracts';
import type { ReactNode } from 'react';
import { useWords } from '../../lib/catalogue/words.ts';
import { trpc } from '../../lib/trpc.ts';
import { useForm } from '../../lib/use-form.ts';
import { Field } from '../../ui/field.tsx';
import { FormFrame, SubmitButton } from '../../ui/form.tsx';
import { FailureNote } from '../../ui/problem.tsx';

/** Sets a new password by the token of a link. */
export function ResetPasswordForm({ token, onDone }: { token: string; onDone: () => void }): ReactNode {
  const { accounts, recovery, settings } = useWords();
  const { reset: said } = recovery;
  const reset = trpc.passwords.reset.useMutation();
  const form = useForm({
    procedure: contract.passwords.reset,
    initial: { password: '' },
    labels: { password: accounts.newPassword },
  });
  function submit(): void {
    const input = { token, ...form.values };
    if (form.check(input)) reset.mutate(input, { onSuccess: onDone, onError: form.refuse });
  }
  return (
    <FormFrame label={said.action} problems={form.problems} onSubmit={submit}>
      <Field
        form={form}
        name="password"
        label={accounts.newPassword}
        hint={settings.password.hint}
        type="password"
        autoComplete="new-password"
      />
      <FailureNote failure={form.failure} />
      <SubmitButton isBusy={reset.isPending} label={said.action} busyLabel={said.busy} />
    </FormFrame>
  );
}
