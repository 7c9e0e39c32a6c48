import { contract } from '@hybrid/contracts';
import type { ReactNode } from 'react';
import { useWords } from '../../lib/catalogue/words.ts';
import { trpc } from '../../lib/trpc.ts';
import { useForm } from '../../lib/use-form.ts';
import { Field } from '../../ui/field.tsx';
import { FormFrame, SubmitButton } from '../../ui/form.tsx';
import { FailureNote } from '../../ui/problem.tsx';

/** Asks for a link that sets a new password; `onSent` is told the address. */
export function ForgotPasswordForm({ onSent }: { onSent: (email: string) => void }): ReactNode {
  const { accounts, recovery } = useWords();
  const { forgot: said } = recovery;
  const request = trpc.passwords.requestReset.useMutation();
  const form = useForm({ procedure: contract.passwords.requestReset, initial: { email: '' }, labels: accounts });
  function submit(): void {
    if (!form.check(form.values)) return;
    request.mutate(form.values, { onSuccess: () => onSent(form.values.email.trim()), onError: form.refuse });
  }
  return (
    <FormFrame label={said.title} problems={form.problems} onSubmit={submit}>
      <Field form={form} name="email" label={accounts.email} type="email" autoComplete="username" />
      <FailureNote failure={form.failure} />
      <SubmitButton isBusy={request.isPending} label={said.action} busyLabel={said.busy} />
    </FormFrame>
  );
}
