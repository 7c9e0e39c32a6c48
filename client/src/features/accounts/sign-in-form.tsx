import { contract } from '@hybrid/contracts';
import type { Me } from '@hybrid/contracts';
import type { ReactNode } from 'react';
import { useWords } from '../../lib/catalogue/words.ts';
import { trpc } from '../../lib/trpc.ts';
import { useForm } from '../../lib/use-form.ts';
import { Field } from '../../ui/field.tsx';
import { FormFrame, SubmitButton } from '../../ui/form.tsx';
import { FailureNote } from '../../ui/problem.tsx';

export function SignInForm({ onSignedIn }: { onSignedIn: (me: Me) => void }): ReactNode {
  const { accounts } = useWords();
  const signIn = trpc.accounts.signIn.useMutation();
  const form = useForm({
    procedure: contract.accounts.signIn,
    initial: { email: '', password: '' },
    labels: accounts,
  });
  function submit(): void {
    if (!form.check(form.values)) return;
    signIn.mutate(form.values, { onSuccess: ({ user }) => onSignedIn(user), onError: form.refuse });
  }
  return (
    <FormFrame label={accounts.signIn.title} problems={form.problems} onSubmit={submit}>
      <Field form={form} name="email" label={accounts.email} type="email" autoComplete="username" />
      <Field form={form} name="password" label={accounts.password} type="password" autoComplete="current-password" />
      <FailureNote failure={form.failure} />
      <SubmitButton isBusy={signIn.isPending} label={accounts.signIn.action} busyLabel={accounts.signIn.busy} />
    </FormFrame>
  );
}
