import { contract } from '@hybrid/contracts';
import type { Me } from '@hybrid/contracts';
import type { ReactNode } from 'react';
import { useWords } from '../../lib/catalogue/words.ts';
import { useLanguage } from '../../lib/language.tsx';
import { trpc } from '../../lib/trpc.ts';
import { useForm } from '../../lib/use-form.ts';
import { Field } from '../../ui/field.tsx';
import { FormFrame, SubmitButton } from '../../ui/form.tsx';
import { FailureNote } from '../../ui/problem.tsx';

export function SignUpForm({ onSignedIn }: { onSignedIn: (me: Me) => void }): ReactNode {
  const { accountNotes, accounts } = useWords();
  const { signUp: said } = accounts;
  const { language } = useLanguage();
  const register = trpc.accounts.register.useMutation();
  const form = useForm({
    procedure: contract.accounts.register,
    initial: { username: '', email: '', password: '' },
    labels: accounts,
    fieldOf: { USERNAME_TAKEN: 'username', EMAIL_TAKEN: 'email' },
  });
  function submit(): void {
    if (!form.check(form.values)) return;
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    register.mutate(
      { ...form.values, language, timeZone },
      { onSuccess: ({ user }) => onSignedIn(user), onError: form.refuse },
    );
  }
  return (
    <FormFrame label={said.title} problems={form.problems} onSubmit={submit}>
      <Field
        form={form}
        name="username"
        label={accounts.username}
        hint={accountNotes.username}
        autoComplete="nickname"
      />
      <Field form={form} name="email" label={accounts.email} type="email" autoComplete="username" />
      <Field
        form={form}
        name="password"
        label={accounts.password}
        hint={said.passwordHint}
        type="password"
        autoComplete="new-password"
      />
      <FailureNote failure={form.failure} />
      <SubmitButton isBusy={register.isPending} label={said.action} busyLabel={said.busy} />
    </FormFrame>
  );
}
