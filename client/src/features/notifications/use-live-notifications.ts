import type { Me, Notification } from '@hybrid/contracts';
import { platformError } from '@hybrid/contracts/kernel';
import { skipToken, useQueryClient } from '@tanstack/react-query';
import { getQueryKey } from '@trpc/react-query';
import { use, useState } from 'react';
import { endSession } from '../../lib/query-client.ts';
import { SessionNoticeContext } from '../../lib/session-notice.ts';
import { trpc } from '../../lib/trpc.ts';
import { useLeadership } from '../../lib/use-leadership.ts';
import { useRelay } from '../../lib/use-relay.ts';
import { PAGE_SIZE, withNew } from './notification-cache.ts';
import { takeNews } from './take-news.ts';

type LiveMessage = { readonly type: 'created'; readonly notification: Notification } | { readonly type: 'reset' };

/** What the stream told last, and whether it stands. */
export interface LiveState {
  readonly latest: Notification | null;
  readonly connection: 'none' | 'open' | 'opening';
}

/** Keeps the notifications of the signed-in person current, over one stream for all tabs of the browser. */
export function useLiveNotifications(me: Me | null | undefined): LiveState {
  const topic = me ? `notifications:${me.id}` : null;
  const isLeader = useLeadership(topic);
  const { latest, take } = useTake();
  const relay = useRelay(topic, take);
  const client = useQueryClient();
  const notice = use(SessionNoticeContext);
  const stream = trpc.notifications.stream.useSubscription(isLeader ? undefined : skipToken, {
    onData: ({ data }) => {
      take(data);
      relay(data);
    },
    onError: (error) => {
      if (platformError(error)?.name === 'UNAUTHORIZED') endSession(client, notice);
    },
  });
  if (!isLeader) return { latest, connection: 'none' };
  return { latest, connection: stream.status === 'pending' ? 'open' : 'opening' };
}

function useTake() {
  const client = useQueryClient();
  const utils = trpc.useUtils();
  const [latest, setLatest] = useState<Notification | null>(null);
  function take(message: LiveMessage): void {
    if (message.type === 'reset') {
      void client.invalidateQueries({ queryKey: getQueryKey(trpc.notifications) });
      return;
    }
    const { notification } = message;
    utils.notifications.list.setData({ limit: PAGE_SIZE }, (page) => page && withNew(page, notification));
    setLatest(notification);
    takeNews(client, notification);
  }
  return { latest, take };
}
