import { contract } from '@hybrid/contracts';
import type { AddressChange, Me } from '@hybrid/contracts';
import type { ReactNode } from 'react';
import { useWords } from '../../lib/catalogue/words.ts';
import { describeFailure } from '../../lib/failure.ts';
import { trpc } from '../../lib/trpc.ts';
import { useForm } from '../../lib/use-form.ts';
import { Field } from '../../ui/field.tsx';
import { FormFrame } from '../../ui/form.tsx';
import { FailureNote } from '../../ui/problem.tsx';
import { FormEnd } from './form-end.tsx';
import { useSettingsUpdate } from './use-settings-update.ts';

export function EmailSection({ me }: { me: Me }): ReactNode {
  const pending = trpc.addresses.pendingChange.useQuery(undefined, { enabled: me.emailVerified });
  return (
    <>
      {pending.data ? <Pending change={pending.data} /> : <State me={me} />}
      <EmailForm me={me} />
    </>
  );
}

function State({ me }: { me: Me }) {
  const words = useWords();
  const { email: said } = words.settings;
  const resend = trpc.addresses.resendVerification.useMutation();
  return (
    <div className="settings-part">
      <p>
        <strong className="address">{me.email}</strong>
        <br />
        {me.emailVerified ? said.verified : said.unverified}
      </p>
      {!me.emailVerified && (
        <button type="button" className="button-quiet" onClick={() => resend.mutate()}>
          {said.resend}
        </button>
      )}
      <output className="hint">{resend.isSuccess && said.resent}</output>
      <FailureNote failure={resend.error ? describeFailure(words, resend.error) : null} />
    </div>
  );
}

function Pending({ change }: { change: AddressChange }) {
  const words = useWords();
  const { email: said } = words.settings;
  const utils = trpc.useUtils();
  const cancel = trpc.addresses.cancelChange.useMutation({
    onSuccess: () => utils.addresses.pendingChange.invalidate(),
  });
  return (
    <div className="settings-part">
      <p>
        <strong className="address">{said.pending(change.email)}</strong>
      </p>
      <ul className="settings-facts">
        <li>{said.pendingOld(change.isConfirmedByOld)}</li>
        <li>{said.pendingNew(change.isConfirmedByNew)}</li>
        <li>{said.pendingUntil(change.expiresAt)}</li>
      </ul>
      <button type="button" className="button-quiet" onClick={() => cancel.mutate()}>
        {said.keep}
      </button>
      <FailureNote failure={cancel.error ? describeFailure(words, cancel.error) : null} />
    </div>
  );
}

function EmailForm({ me }: { me: Me }) {
  const { accounts, settings } = useWords();
  const { email: said } = settings;
  const utils = trpc.useUtils();
  const update = useSettingsUpdate();
  const form = useForm({
    procedure: contract.accounts.updateSettings,
    initial: { email: me.email },
    labels: accounts,
    fieldOf: { EMAIL_TAKEN: 'email' },
  });
  function submit(): void {
    if (!form.check(form.values)) return;
    update.mutate(form.values, {
      onSuccess: (saved) => {
        form.settle({ email: saved.email });
        void utils.addresses.pendingChange.invalidate();
      },
      onError: form.refuse,
    });
  }
  return (
    <FormFrame label={said.action} problems={form.problems} onSubmit={submit}>
      <Field form={form} name="email" label={accounts.email} hint={said.hint} type="email" autoComplete="email" />
      <FormEnd
        failure={form.failure}
        isBusy={update.isPending}
        label={said.action}
        busyLabel={settings.saving}
        done={update.isSuccess && !me.emailVerified && said.changed}
      />
    </FormFrame>
  );
}
