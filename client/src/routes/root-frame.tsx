import type { ReactNode } from 'react';
import { Outlet, ScrollRestoration } from 'react-router';
import { useMe } from '../features/accounts/use-me.ts';
import { LiveAnnouncement } from '../features/notifications/live-signals.tsx';
import { useLiveNotifications } from '../features/notifications/use-live-notifications.ts';
import { useUnread } from '../features/notifications/use-unread.ts';
import { ArrivalDesk } from '../lib/arrival.tsx';
import { useWords } from '../lib/catalogue/words.ts';
import { UnreadContext } from '../lib/page-title.tsx';
import { AppearanceSwitch } from '../ui/appearance-switch.tsx';
import { Masthead } from './masthead.tsx';
import { SessionEnded } from './session-ended.tsx';

/** What stands around every page: masthead, content, colophon. */
export function RootFrame(): ReactNode {
  const { shell } = useWords();
  const me = useMe();
  const live = useLiveNotifications(me);
  const unread = useUnread(Boolean(me));
  return (
    <UnreadContext value={unread}>
      <a className="skip-link" href="#content">
        {shell.skipToContent}
      </a>
      <div className="frame">
        <Masthead me={me} unread={unread} live={live} />
        <SessionEnded />
        <main id="content" tabIndex={-1}>
          <ArrivalDesk>
            <Outlet />
          </ArrivalDesk>
        </main>
        <footer className="colophon">
          <p>{shell.colophon}</p>
          <AppearanceSwitch />
        </footer>
      </div>
      <LiveAnnouncement latest={live.latest} />
      <ScrollRestoration />
    </UnreadContext>
  );
}
