import { use } from 'react';
import type { ReactNode } from 'react';
import { useWords } from '../../lib/catalogue/words.ts';
import { tabDrafts } from '../../lib/draft.ts';
import { SessionNoticeContext } from '../../lib/session-notice.ts';
import { trpc } from '../../lib/trpc.ts';

/** Ends the session and loads the front page anew, so that nothing of the person stays in memory. */
export function SignOutButton(): ReactNode {
  const { shell } = useWords();
  const notice = use(SessionNoticeContext);
  const signOut = trpc.accounts.signOut.useMutation({
    onSuccess: () => {
      notice.leave();
      tabDrafts.clear();
      location.assign('/');
    },
  });
  return (
    <button type="button" className="sign-out" onClick={() => signOut.mutate()}>
      {signOut.isError ? shell.signOutFailed : shell.signOut}
    </button>
  );
}
