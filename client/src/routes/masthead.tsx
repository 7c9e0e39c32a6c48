import type { Me, Notification } from '@hybrid/contracts';
import type { ReactNode } from 'react';
import { Link, NavLink, useLocation } from 'react-router';
import { SignOutButton } from '../features/accounts/sign-out-button.tsx';
import { Bell } from '../features/notifications/bell.tsx';
import { LostConnection, useIsLost } from '../features/notifications/live-signals.tsx';
import { useWords } from '../lib/catalogue/words.ts';
import { useIsOnline } from '../lib/connection.ts';
import { useNow } from '../lib/use-now.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Icon } from '../ui/icon.tsx';
import type { IconName } from '../ui/icon.tsx';
import { everybodysEntries, membersEntries, ownPage } from './masthead-entries.ts';

interface MastheadProps {
  me: Me | null | undefined;
  unread: number;
  latest: Notification | null;
}

/** The nameplate: large on the front page, one line elsewhere. Its full stop is lit, and hollow while the live connection is lost. */
export function Masthead({ me, unread, latest }: MastheadProps): ReactNode {
  const words = useWords();
  const { front, shell, format } = words;
  const now = useNow();
  const isFront = useLocation().pathname === '/';
  const isLost = useIsLost();
  return (
    <header className={isFront ? 'masthead masthead-front' : 'masthead'}>
      <p className="dateline">{format.today(now)}</p>
      <Link className="nameplate" to="/" aria-label={shell.home}>
        {shell.name}
        <Stop key={latest?.id} isLost={isLost} isNews={latest !== null} />
      </Link>
      <p className="motto">{front.motto}</p>
      <nav className={me ? 'main-nav main-nav-members' : 'main-nav'} aria-label={shell.mainNavigation}>
        <Reconnecting isLost={isLost} />
        {everybodysEntries.map((entry) => (
          <Entry key={entry.to} to={entry.to} icon={entry.icon} label={entry.said(words)} />
        ))}
        {me && <ForMembers me={me} unread={unread} />}
        {me === null && <ForGuests />}
      </nav>
    </header>
  );
}

function Stop({ isLost, isNews }: { isLost: boolean; isNews: boolean }) {
  const isOnline = useIsOnline();
  return <span className={`stop${isLost || !isOnline ? ' stop-lost' : ''}${isNews ? ' stop-news' : ''}`} />;
}

/** Where nothing can be reached at all, the bar says that already. */
function Reconnecting({ isLost }: { isLost: boolean }) {
  const isOnline = useIsOnline();
  return <LostConnection isLost={isLost && isOnline} />;
}

function ForMembers({ me, unread }: { me: Me; unread: number }) {
  const words = useWords();
  return (
    <>
      {membersEntries.map((entry) => (
        <Entry key={entry.to} to={entry.to} icon={entry.icon} label={entry.said(words)} />
      ))}
      <Bell unread={unread} />
      <NavLink className="nav-name" to={ownPage(me)}>
        <Avatar name={me.username} image={me.image} />
        <span className="nav-word">{me.username}</span>
      </NavLink>
      <Entry to="/settings" icon="sliders" label={words.shell.settings} />
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

/** A word on a wide page, a drawing with the same name on a phone. */
function Entry({ to, icon, label }: { to: string; icon: IconName; label: string }) {
  return (
    <NavLink to={to}>
      <Icon name={icon} />
      <span className="nav-word">{label}</span>
    </NavLink>
  );
}
