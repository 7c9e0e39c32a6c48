import { contract } from '@hybrid/contracts';
import type { Me } from '@hybrid/contracts';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useWords } from '../../lib/catalogue/words.ts';
import { meKey } from '../../lib/query-client.ts';
import { trpc } from '../../lib/trpc.ts';
import { useForm } from '../../lib/use-form.ts';
import type { Form } from '../../lib/use-form.ts';
import { Field } from '../../ui/field.tsx';
import { FormFrame, SubmitButton } from '../../ui/form.tsx';
import { FailureNote } from '../../ui/problem.tsx';

type Settings = Record<'username' | 'email' | 'password' | 'bio' | 'image', string>;

export function SettingsForm({ me }: { me: Me }): ReactNode {
  const { accounts } = useWords();
  const { settings: said } = accounts;
  const client = useQueryClient();
  const update = trpc.accounts.updateSettings.useMutation();
  const form = useForm<Settings>({
    procedure: contract.accounts.updateSettings,
    initial: settingsOf(me),
    labels: { ...accounts, password: accounts.newPassword },
    fieldOf: { USERNAME_TAKEN: 'username', EMAIL_TAKEN: 'email' },
  });
  function submit(): void {
    const { password, ...rest } = form.values;
    const input = password === '' ? rest : { ...rest, password };
    if (!form.check(input)) return;
    update.mutate(input, {
      onSuccess: (saved) => {
        client.setQueryData(meKey, saved);
        void client.invalidateQueries({ refetchType: 'inactive' });
        form.settle(settingsOf(saved));
      },
      onError: form.refuse,
    });
  }
  return (
    <FormFrame className="settings-form" label={said.title} problems={form.problems} onSubmit={submit}>
      <ProfileFields form={form} />
      <AccountFields form={form} />
      <div className="settings-send">
        <FailureNote failure={form.failure} />
        <SubmitButton isBusy={update.isPending} label={said.action} busyLabel={said.busy} />
        <output className="hint">{update.isSuccess && said.saved}</output>
      </div>
    </FormFrame>
  );
}

function ProfileFields({ form }: { form: Form<Settings> }) {
  const { accounts } = useWords();
  const { settings: said } = accounts;
  return (
    <fieldset>
      <legend>{said.profile}</legend>
      <p className="fieldset-note">{said.profileNote}</p>
      <Field form={form} name="username" label={accounts.username} autoComplete="nickname" />
      <Field form={form} name="bio" label={accounts.bio} hint={said.bioHint} rows={3} />
      <Field form={form} name="image" label={accounts.image} hint={said.imageHint} type="url" autoComplete="off" />
    </fieldset>
  );
}

function AccountFields({ form }: { form: Form<Settings> }) {
  const { accounts } = useWords();
  const { settings: said } = accounts;
  return (
    <fieldset>
      <legend>{said.account}</legend>
      <p className="fieldset-note">{said.accountNote}</p>
      <Field form={form} name="email" label={accounts.email} type="email" autoComplete="email" />
      <Field
        form={form}
        name="password"
        label={accounts.newPassword}
        hint={said.passwordHint}
        type="password"
        autoComplete="new-password"
      />
    </fieldset>
  );
}

function settingsOf({ username, email, bio, image }: Me): Settings {
  return { username, email, bio: bio ?? '', image: image ?? '', password: '' };
}
