import type { ReactNode } from 'react';
import { useSearchKey } from '../features/search/use-search-key.ts';
import { useWords } from '../lib/catalogue/words.ts';

// What the product puts into the frame around every page.

/** Keys that lead somewhere from any page. */
export function useProductKeys(): void {
  useSearchKey();
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
