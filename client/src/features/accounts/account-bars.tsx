import type { Me } from '@hybrid/contracts';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'react-router';
import { useWords } from '../../lib/catalogue/words.ts';
import { trpc } from '../../lib/trpc.ts';

const LATER = 'conduit:verify-later';

/** What an account has to be told on every page: that it is about to go, or that its address is not confirmed. */
export function AccountBars({ me }: { me: Me | null | undefined }): ReactNode {
  if (!me) return null;
  if (me.deletionDueAt !== null) return <DeletionBar dueAt={me.deletionDueAt} />;
  return me.emailVerified ? null : <VerificationBar key={me.id} me={me} />;
}

function DeletionBar({ dueAt }: { dueAt: string }) {
  const { settings } = useWords();
  const utils = trpc.useUtils();
  const cancel = trpc.deletions.cancel.useMutation({ onSuccess: () => utils.accounts.me.invalidate() });
  return (
    <output className="bar">
      {settings.deletion.planned(dueAt)}{' '}
      <button type="button" className="button-quiet" aria-disabled={cancel.isPending} onClick={() => cancel.mutate()}>
        {settings.deletion.keep}
      </button>
    </output>
  );
}

function VerificationBar({ me }: { me: Me }) {
  const { recovery, settings } = useWords();
  const [isLater, setIsLater] = useState(() => readLater() === me.id);
  const { pathname } = useLocation();
  // These pages say so themselves.
  if (isLater || pathname === '/settings/email' || pathname === '/verify-email') return null;
  function putOff(): void {
    keepLater(me.id);
    setIsLater(true);
  }
  return (
    <output className="bar">
      {settings.bars.unverified(me.email)}{' '}
      <Link className="button-quiet" to="/settings/email">
        {recovery.verify.again}
      </Link>{' '}
      <button type="button" className="button-quiet" onClick={putOff}>
        {settings.bars.later}
      </button>
    </output>
  );
}

/** As long as the tab lives. Storage can be switched off; then the bar comes back with the next page load. */
function readLater(): string | null {
  try {
    return sessionStorage.getItem(LATER);
  } catch {
    return null;
  }
}

function keepLater(id: string): void {
  try {
    sessionStorage.setItem(LATER, id);
  } catch {
    // Said above.
  }
}
