import { contract } from '@hybrid/contracts';
import type { Me } from '@hybrid/contracts';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useWords } from '../../lib/catalogue/words.ts';
import { trpc } from '../../lib/trpc.ts';
import { useForm } from '../../lib/use-form.ts';
import { Field } from '../../ui/field.tsx';
import { FormFrame } from '../../ui/form.tsx';
import { PasswordProof } from './password-proof.tsx';
import { FormEnd } from './form-end.tsx';

const blank = { currentPassword: '', password: '' };

export function PasswordForm({ me }: { me: Me }): ReactNode {
  const { accounts, settings } = useWords();
  const { password: said } = settings;
  const utils = trpc.useUtils();
  const change = trpc.passwords.change.useMutation({ onSuccess: () => utils.sessions.list.invalidate() });
  const form = useForm({
    procedure: contract.passwords.change,
    initial: blank,
    labels: { currentPassword: settings.currentPassword, password: accounts.newPassword },
    fieldOf: { PASSWORD_INVALID: 'currentPassword' },
  });
  function submit(): void {
    if (!form.check(form.values)) return;
    change.mutate(form.values, { onSuccess: () => form.settle(blank), onError: form.refuse });
  }
  return (
    <FormFrame label={said.action} problems={form.problems} onSubmit={submit}>
      <PasswordProof form={form} name="currentPassword" email={me.email} />
      <Field
        form={form}
        name="password"
        label={accounts.newPassword}
        hint={said.hint}
        type="password"
        autoComplete="new-password"
      />
      <FormEnd
        failure={form.failure}
        isBusy={change.isPending}
        label={said.action}
        busyLabel={settings.saving}
        done={change.isSuccess && said.done}
      />
      <Link className="button-quiet" to="/forgot-password">
        {said.forgot}
      </Link>
    </FormFrame>
  );
}
