import type { ReactNode } from 'react';
import { NavLink } from 'react-router';
import { useWords } from '../../lib/catalogue/words.ts';
import { Icon } from '../../ui/icon.tsx';

/** The way to the notifications, with how many are unread. */
export function Bell({ unread }: { unread: number }): ReactNode {
  const { notifications, format } = useWords();
  return (
    <NavLink className="bell" to="/notifications" aria-label={notifications.bell(unread)}>
      <Icon name="bell" />
      {unread > 0 && (
        // A new key makes a new element, so that the count rolls in each time it changes.
        <span key={unread} className="bell-count figure">
          {format.count(unread)}
        </span>
      )}
    </NavLink>
  );
}
