import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { RequireUser } from '../features/accounts/require-user.tsx';
import { NotificationList } from '../features/notifications/notification-list.tsx';
import { PageHeading } from '../lib/arrival.tsx';
import { useWords } from '../lib/catalogue/words.ts';
import { PageTitle } from '../lib/page-title.tsx';
import { ProductNotices } from './product-frame.tsx';

export function NotificationsPage(): ReactNode {
  const { notifications, notificationSettings } = useWords();
  const { title } = notifications;
  return (
    <>
      <PageTitle title={title} />
      <header className="page-head">
        <PageHeading className="page-title">{title}</PageHeading>
        <p className="page-head-end">
          <Link className="button-quiet" to="/settings/notifications">
            {notificationSettings.link}
          </Link>
        </p>
      </header>
      <RequireUser>
        {() => (
          <>
            <ProductNotices />
            <NotificationList />
          </>
        )}
      </RequireUser>
    </>
  );
}
