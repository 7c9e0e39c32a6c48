import type { ReactNode } from 'react';
import { Outlet, ScrollRestoration } from 'react-router';
import { AccountBars } from '../features/accounts/account-bars.tsx';
import { ImpersonationBar } from '../features/accounts/impersonation-bar.tsx';
import { SignOutButton } from '../features/accounts/sign-out-button.tsx';
import { useMe } from '../features/accounts/use-me.ts';
import { LiveAnnouncement } from '../features/notifications/live-signals.tsx';
import { useLiveNotifications } from '../features/notifications/use-live-notifications.ts';
import { useUnread } from '../features/notifications/use-unread.ts';
import { ArrivalDesk } from '../lib/arrival.tsx';
import { useWords } from '../lib/catalogue/words.ts';
import { useLanguageOf } from '../lib/language.tsx';
import { useServedHead } from '../lib/served-head.ts';
import { useLiveFlags } from '../lib/use-flag.ts';
import { UnreadContext } from '../lib/page-title.tsx';
import { AppearanceSwitch } from '../ui/appearance-switch.tsx';
import { LanguageSwitch } from '../ui/language-switch.tsx';
import { ToastShelf } from '../ui/toast-shelf.tsx';
import { OfflineBar, ReleaseBar, tellHeight } from './bars.tsx';
import { Masthead } from './masthead.tsx';
import { ProductColophon, useProductKeys, useProductUnread } from './product-frame.tsx';
import { SessionEnded } from './session-ended.tsx';
import { useFaces } from './use-faces.ts';

/** What stands around every page: masthead, content, colophon. */
export function RootFrame(): ReactNode {
  const { shell } = useWords();
  const me = useMe();
  const latest = useLiveNotifications(me);
  const unread = useUnread(Boolean(me)) + useProductUnread(me);
  useLiveFlags(me);
  useLanguageOf(me?.language);
  useProductKeys();
  useServedHead();
  useFaces();
  return (
    <UnreadContext value={unread}>
      <a className="skip-link" href="#content">
        {shell.skipToContent}
      </a>
      <ImpersonationBar me={me} />
      <div className="frame">
        <Masthead me={me} unread={unread} latest={latest} />
        <SessionEnded />
        <main id="content" tabIndex={-1}>
          <ArrivalDesk>
            <Outlet />
          </ArrivalDesk>
        </main>
        <Colophon isSignedIn={Boolean(me)} />
      </div>
      <div className="bars" ref={tellHeight}>
        <AccountBars me={me} />
        <OfflineBar />
        <ReleaseBar />
      </div>
      <ToastShelf />
      <LiveAnnouncement latest={latest} />
      <ScrollRestoration />
    </UnreadContext>
  );
}

/** Who is signed in chooses the language in the settings; on a phone they leave from here. */
function Colophon({ isSignedIn }: { isSignedIn: boolean }) {
  return (
    <footer className="colophon">
      <ProductColophon />
      <div className="colophon-switches">
        {!isSignedIn && <LanguageSwitch />}
        <AppearanceSwitch />
        {isSignedIn && <SignOutButton />}
      </div>
    </footer>
  );
}
