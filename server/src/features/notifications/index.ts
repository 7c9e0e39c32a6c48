import { contract } from '@hybrid/contracts';
import type { Feature } from '../../platform/feature.ts';
import { implement } from '../../platform/rpc/implement.ts';
import { listNotifications, markRead } from './list-notifications.ts';
import { notifyAuthor, notifyFollowers } from './notify.ts';
import { streamNotifications } from './stream-notifications.ts';

/** What concerns one person: stored, listed and told live. */
export const notifications = {
  router: implement(contract.notifications, { list: listNotifications, markRead, stream: streamNotifications }),
  jobs: [notifyFollowers, notifyAuthor],
} satisfies Feature<typeof contract.notifications>;
