import type { Me, Notification } from '@hybrid/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { getQueryKey } from '@trpc/react-query';
import { use, useState } from 'react';
import { useEvent } from '../../lib/live/use-event.ts';
import { endSession } from '../../lib/query-client.ts';
import { SessionNoticeContext } from '../../lib/session-notice.ts';
import { trpc } from '../../lib/trpc.ts';
import { PAGE_SIZE, withNew } from './notification-cache.ts';
import { takeNews } from './take-news.ts';

/** Keeps the notifications of the signed-in person current; returns the one that came last. */
export function useLiveNotifications(me: Me | null | undefined): Notification | null {
  const client = useQueryClient();
  const utils = trpc.useUtils();
  const notice = use(SessionNoticeContext);
  const [latest, setLatest] = useState<Notification | null>(null);
  function take({ notification }: { notification: Notification }): void {
    utils.notifications.list.setData({ limit: PAGE_SIZE }, (page) => page && withNew(page, notification));
    setLatest(notification);
    takeNews(client, notification);
  }
  useEvent('notifications.created', me ? { userId: me.id } : null, take, {
    onReset: () => void client.invalidateQueries({ queryKey: getQueryKey(trpc.notifications) }),
    // Only whoever is signed in as somebody else, or not at all, may not hear of themselves.
    onDenied: () => endSession(client, notice),
  });
  return latest;
}
