import type { ReactNode } from 'react';
import { Link, useSearchParams } from 'react-router';
import { LinkConfirmation } from '../features/accounts/link-confirmation.tsx';
import { ResetPasswordForm } from '../features/accounts/reset-password-form.tsx';
import { useWords } from '../lib/catalogue/words.ts';
import { trpc } from '../lib/trpc.ts';
import { Gate } from './gate.tsx';
import { PlainPage } from './plain-page.tsx';

// The pages that links in mails lead to.

export function ResetPasswordPage(): ReactNode {
  const { accounts, recovery } = useWords();
  const { reset: said } = recovery;
  const { token, outcome, settle } = useLink();
  if (outcome !== null) {
    return <PlainPage title={said.doneTitle} sentence={said.done} action={accounts.signIn.title} to="/sign-in" />;
  }
  return (
    <Gate said={said}>
      <ResetPasswordForm token={token} onDone={() => settle('done')} />
      <p className="gate-other">
        <Link to="/forgot-password">{said.again}</Link>
      </p>
    </Gate>
  );
}

export function VerifyEmailPage(): ReactNode {
  const { verify: said } = useWords().recovery;
  const { token, outcome, settle } = useLink();
  const utils = trpc.useUtils();
  const verify = trpc.addresses.verify.useMutation({
    onSuccess: () => {
      settle('done');
      void utils.accounts.me.invalidate();
    },
  });
  if (outcome !== null) return <PlainPage title={said.doneTitle} sentence={said.done} action={said.home} to="/" />;
  return (
    <Gate said={said}>
      <LinkConfirmation said={said} mutation={{ ...verify, mutate: () => verify.mutate({ token }) }} />
      <p className="gate-other">
        <Link to="/settings/email">{said.again}</Link>
      </p>
    </Gate>
  );
}

export function ConfirmEmailPage(): ReactNode {
  const { confirm: said, verify } = useWords().recovery;
  const { token, outcome, settle } = useLink();
  const utils = trpc.useUtils();
  const confirm = trpc.addresses.confirmChange.useMutation({
    onSuccess: ({ isDone }) => {
      settle(isDone ? 'done' : 'half');
      void utils.accounts.me.invalidate();
      void utils.addresses.pendingChange.invalidate();
    },
  });
  if (outcome !== null) {
    const [title, sentence] = outcome === 'done' ? [said.doneTitle, said.done] : [said.halfTitle, said.half];
    return <PlainPage title={title} sentence={sentence} action={verify.home} to="/" />;
  }
  return (
    <Gate said={said}>
      <LinkConfirmation said={said} mutation={{ ...confirm, mutate: () => confirm.mutate({ token }) }} />
      <p className="gate-other">
        <Link to="/settings/email">{verify.again}</Link>
      </p>
    </Gate>
  );
}

/**
 * The token in the address, and what came of it.
 *
 * @remarks
 * The outcome takes the token's place in the address: a used token stands in no history, and the new heading takes the focus.
 */
function useLink() {
  const [search, setSearch] = useSearchParams();
  return {
    // Without one the server says that the link does not count, as for a wrong one.
    token: search.get('token') ?? 'none',
    outcome: search.get('outcome'),
    settle: (outcome: 'done' | 'half') => setSearch({ outcome }, { replace: true }),
  };
}
