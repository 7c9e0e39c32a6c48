import type { ReactNode } from 'react';
import { useWords } from '../../lib/catalogue/words.ts';
import { trpc } from '../../lib/trpc.ts';

const ASK_MS = 60_000;

interface NewArticlesProps {
  /** Everybody's, or those of the people one follows. */
  source: 'list' | 'feed';
  /** How many articles the list on the page knows of. */
  known: number;
  show: () => void;
}

/** Says that there are newer articles than the page shows, and waits to be pressed: nothing moves while one reads. */
export function NewArticles({ source, known, show }: NewArticlesProps): ReactNode {
  const { articles } = useWords();
  const options = {
    // The list was read a moment ago: the first question can wait.
    initialData: { articles: [], total: known },
    staleTime: ASK_MS,
    refetchInterval: ASK_MS,
    retry: false,
  };
  const inList = trpc.articles.list.useQuery({ limit: 1 }, { ...options, enabled: source === 'list' });
  const inFeed = trpc.articles.feed.useQuery({ limit: 1 }, { ...options, enabled: source === 'feed' });
  const amount = (source === 'list' ? inList : inFeed).data.total - known;
  return (
    <output className="new-articles">
      {amount > 0 && (
        <button type="button" className="button-live" onClick={show}>
          {articles.newer(amount)}
        </button>
      )}
    </output>
  );
}
