import type { Me } from '@hybrid/contracts';
import type { ReactNode } from 'react';
import { Link, NavLink, useLocation } from 'react-router';
import { SignOutButton } from '../features/accounts/sign-out-button.tsx';
import { Bell } from '../features/notifications/bell.tsx';
import { LostConnection, useIsLost } from '../features/notifications/live-signals.tsx';
import type { LiveState } from '../features/notifications/use-live-notifications.ts';
import { useWords } from '../lib/catalogue/words.ts';
import { useNow } from '../lib/use-now.ts';

interface MastheadProps {
  me: Me | null | undefined;
  unread: number;
  live: LiveState;
}

/** The nameplate: large on the front page, one line elsewhere. Its full stop is lit, and hollow while the live connection is lost. */
export function Masthead({ me, unread, live }: MastheadProps): ReactNode {
  const { shell, format } = useWords();
  const now = useNow();
  const isFront = useLocation().pathname === '/';
  const isLost = useIsLost(live.connection);
  return (
    <header className={isFront ? 'masthead masthead-front' : 'masthead'}>
      <p className="dateline">{format.today(now)}</p>
      <Link className="nameplate" to="/" aria-label={shell.home}>
        {shell.name}
        <span key={live.latest?.id} className={`stop${isLost ? ' stop-lost' : ''}${live.latest ? ' stop-news' : ''}`} />
      </Link>
      <p className="motto">{shell.motto}</p>
      <nav className="main-nav" aria-label={shell.mainNavigation}>
        <LostConnection isLost={isLost} />
        {me && <ForMembers me={me} unread={unread} />}
        {me === null && <ForGuests />}
      </nav>
    </header>
  );
}

function ForMembers({ me, unread }: { me: Me; unread: number }) {
  const { shell } = useWords();
  return (
    <>
      <NavLink to="/editor">{shell.write}</NavLink>
      <Bell unread={unread} />
      <NavLink className="nav-name" to={`/profile/${encodeURIComponent(me.username)}`}>
        {me.username}
      </NavLink>
      <NavLink to="/settings">{shell.settings}</NavLink>
      <SignOutButton />
    </>
  );
}

function ForGuests() {
  const { shell } = useWords();
  return (
    <>
      <NavLink to="/sign-in">{shell.signIn}</NavLink>
      <NavLink to="/sign-up">{shell.signUp}</NavLink>
    </>
  );
}
