import { useQueryClient } from '@tanstack/react-query';
import { getQueryKey } from '@trpc/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useWords } from '../../lib/catalogue/words.ts';
import { trpc } from '../../lib/trpc.ts';
import { useTakenBack } from '../../lib/use-taken-back.ts';
import { Empty } from '../../ui/empty.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { Loading, Skeleton } from '../../ui/skeleton.tsx';
import { PAGE_SIZE, withRead } from './notification-cache.ts';
import type { NotificationPage } from './notification-cache.ts';
import { NotificationItem } from './notification-item.tsx';

/** Everything that concerns the signed-in person, newest first. */
export function NotificationList(): ReactNode {
  const { news } = useWords();
  const first = trpc.notifications.list.useQuery({ limit: PAGE_SIZE });
  const markRead = useMarkRead();
  if (first.data?.notifications.length === 0) return <Empty {...news.empty} to="/" />;
  return (
    <>
      <Bar unread={first.data?.unread} onReadAll={() => markRead.mutate({})} />
      <PageOfNotifications onRead={(id) => markRead.mutate({ id })} />
    </>
  );
}

function Bar({ unread = 0, onReadAll }: { unread: number | undefined; onReadAll: () => void }) {
  const { notifications: said } = useWords();
  return (
    <div className="notifications-bar">
      <span className="figure">{said.unreadCount(unread)}</span>
      {unread > 0 && (
        <button type="button" className="button-quiet" onClick={onReadAll}>
          {said.markAllRead}
        </button>
      )}
    </div>
  );
}

interface PageProps {
  /** The last one of the page before; the first page has none. */
  after?: string;
  onRead: (id: string) => void;
}

/** A page, and the next one when it is asked for. */
function PageOfNotifications({ after, onRead }: PageProps): ReactNode {
  const { notifications: said } = useWords();
  const answer = trpc.notifications.list.useQuery({ limit: PAGE_SIZE, ...(after === undefined ? {} : { after }) });
  return (
    <Loaded answer={answer} failed={said.failed} waiting={<Waiting />}>
      {({ notifications, hasMore }) => (
        <>
          <ol aria-label={said.title}>
            {notifications.map((notification) => (
              <li key={notification.id}>
                <NotificationItem notification={notification} onRead={onRead} />
              </li>
            ))}
          </ol>
          {hasMore && <Older after={notifications.at(-1)?.id} onRead={onRead} />}
        </>
      )}
    </Loaded>
  );
}

function Older({ after, onRead }: { after: string | undefined; onRead: (id: string) => void }) {
  const { notifications: said } = useWords();
  const [isOpen, setIsOpen] = useState(false);
  if (after === undefined) return null;
  if (isOpen) return <PageOfNotifications after={after} onRead={onRead} />;
  return (
    <div className="notifications-more">
      <button type="button" className="button-quiet" onClick={() => setIsOpen(true)}>
        {said.older}
      </button>
    </div>
  );
}

function Waiting() {
  const { notifications } = useWords();
  return (
    <Loading label={notifications.loading}>
      <Skeleton shape="note" />
      <Skeleton shape="note" />
      <Skeleton shape="note" />
    </Loading>
  );
}

/** Marks at once; when the server refuses, shows what stood before, and asks what is true. */
function useMarkRead() {
  const { notifications: said } = useWords();
  const client = useQueryClient();
  const tellTakenBack = useTakenBack();
  const queryKey = getQueryKey(trpc.notifications.list);
  return trpc.notifications.markRead.useMutation({
    onMutate: ({ id }) => {
      const before = client.getQueriesData<NotificationPage>({ queryKey });
      client.setQueriesData<NotificationPage>(
        { queryKey },
        (page) => page && withRead(page, id, new Date().toISOString()),
      );
      return { before };
    },
    onSuccess: ({ unread }) =>
      client.setQueriesData<NotificationPage>({ queryKey }, (page) => page && { ...page, unread }),
    onError: (error, _input, context) => {
      for (const [key, page] of context?.before ?? []) client.setQueryData(key, page);
      void client.invalidateQueries({ queryKey });
      tellTakenBack(said.stillUnread, error);
    },
  });
}
