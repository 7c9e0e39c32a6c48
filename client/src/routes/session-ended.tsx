import type { ReactNode } from 'react';
import { Link, useLocation } from 'react-router';
import { useWords } from '../lib/catalogue/words.ts';
import { signInPath } from '../lib/return-path.ts';
import { useSessionNotice } from '../lib/session-notice.ts';

/** Says plainly that the session is over; the page stays where it is. */
export function SessionEnded(): ReactNode {
  const { shell } = useWords();
  const location = useLocation();
  const { hasEnded, dismiss } = useSessionNotice();
  return (
    <output className="session-ended">
      {hasEnded && (
        <>
          {shell.sessionEnded}{' '}
          {location.pathname !== '/sign-in' && (
            <Link className="button-quiet" to={signInPath(location)}>
              {shell.signIn}
            </Link>
          )}{' '}
          <button type="button" className="button-quiet" onClick={dismiss}>
            {shell.close}
          </button>
        </>
      )}
    </output>
  );
}
