import type { ReactNode } from 'react';
import { RequireUser } from '../features/accounts/require-user.tsx';
import { NotificationList } from '../features/notifications/notification-list.tsx';
import { PageHeading } from '../lib/arrival.tsx';
import { useWords } from '../lib/catalogue/words.ts';
import { PageTitle } from '../lib/page-title.tsx';

export function NotificationsPage(): ReactNode {
  const { title } = useWords().notifications;
  return (
    <>
      <PageTitle title={title} />
      <header className="page-head">
        <PageHeading className="page-title">{title}</PageHeading>
      </header>
      <RequireUser>{() => <NotificationList />}</RequireUser>
    </>
  );
}
