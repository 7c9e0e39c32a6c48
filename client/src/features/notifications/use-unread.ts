import { trpc } from '../../lib/trpc.ts';
import { PAGE_SIZE } from './notification-cache.ts';

/** How many notifications are unread; nobody's when nobody is signed in. */
export function useUnread(isSignedIn: boolean): number {
  const answer = trpc.notifications.list.useQuery({ limit: PAGE_SIZE }, { enabled: isSignedIn });
  return isSignedIn ? (answer.data?.unread ?? 0) : 0;
}
