import type { Me } from '@hybrid/contracts';
import type { ReactNode } from 'react';
import { NoticeList, useUnreadNotices } from '../features/moderation/notice-list.tsx';
import { useSearchKey } from '../features/search/use-search-key.ts';
import { useWords } from '../lib/catalogue/words.ts';

// What the product puts into the frame around every page.

/** Keys that lead somewhere from any page. */
export function useProductKeys(): void {
  useSearchKey();
}

/** What stands above the notifications. */
export function ProductNotices(): ReactNode {
  return <NoticeList />;
}

/** How much is unread beside the notifications. */
export function useProductUnread(me: Me | null | undefined): number {
  return useUnreadNotices(me);
}

/** What is said at the foot of every page. */
export function ProductColophon(): ReactNode {
  const { front, reading } = useWords();
  return (
    <p>
      {front.colophon}{' '}
      <a className="button-quiet" href="/feed.xml">
        {reading.feed}
      </a>
    </p>
  );
}
