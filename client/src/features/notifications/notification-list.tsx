import { useQueryClient } from '@tanstack/react-query';
import { getQueryKey } from '@trpc/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useWords } from '../../lib/catalogue/words.ts';
import { describeFailure } from '../../lib/failure.ts';
import { trpc } from '../../lib/trpc.ts';
import { Empty } from '../../ui/empty.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { FailureNote } from '../../ui/problem.tsx';
import { Loading, Skeleton } from '../../ui/skeleton.tsx';
import { PAGE_SIZE, withRead } from './notification-cache.ts';
import type { NotificationPage } from './notification-cache.ts';
import { NotificationItem } from './notification-item.tsx';

/** Everything that concerns the signed-in person, newest first. */
export function NotificationList(): ReactNode {
  const { notifications: said } = useWords();
  const first = trpc.notifications.list.useQuery({ limit: PAGE_SIZE });
  const markRead = useMarkRead();
  if (first.data?.notifications.length === 0) return <Empty {...said.empty} to="/" />;
  return (
    <>
      <Bar unread={first.data?.unread} error={markRead.error} onReadAll={() => markRead.mutate({})} />
      <PageOfNotifications onRead={(id) => markRead.mutate({ id })} />
    </>
  );
}

function Bar({ unread = 0, error, onReadAll }: { unread: number | undefined; error: unknown; onReadAll: () => void }) {
  const words = useWords();
  const { notifications: said } = words;
  return (
    <div className="notifications-bar">
      <span className="figure">{said.unreadCount(unread)}</span>
      {unread > 0 && (
        <button type="button" className="button-quiet" onClick={onReadAll}>
          {said.markAllRead}
        </button>
      )}
      <FailureNote failure={error ? describeFailure(words, error) : null} />
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

/** Marks at once, and asks again what is true when the server refuses. */
function useMarkRead() {
  const client = useQueryClient();
  const queryKey = getQueryKey(trpc.notifications.list);
  return trpc.notifications.markRead.useMutation({
    onMutate: ({ id }) =>
      client.setQueriesData<NotificationPage>(
        { queryKey },
        (page) => page && withRead(page, id, new Date().toISOString()),
      ),
    onSuccess: ({ unread }) =>
      client.setQueriesData<NotificationPage>({ queryKey }, (page) => page && { ...page, unread }),
    onError: () => void client.invalidateQueries({ queryKey }),
  });
}
