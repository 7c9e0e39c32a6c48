import type { ReactNode } from 'react';
import { useWords } from '../../lib/catalogue/words.ts';
import { trpc } from '../../lib/trpc.ts';

const ASK_MS = 60_000;

interface NewArticlesProps {
  /** How many articles the list on the page knows of. */
  known: number;
  show: () => void;
}

/** Says that there are newer articles than the list of everybody's shows. */
export function NewInList(props: NewArticlesProps): ReactNode {
  const { data } = trpc.articles.list.useQuery({ limit: 1 }, asked(props.known));
  return <NewArticles amount={data.total - props.known} show={props.show} />;
}

/** Says that there are newer articles than the list of those one follows shows. */
export function NewInFeed(props: NewArticlesProps): ReactNode {
  const { data } = trpc.articles.feed.useQuery({ limit: 1 }, asked(props.known));
  return <NewArticles amount={data.total - props.known} show={props.show} />;
}

/** The list was read a moment ago: the first question can wait. */
function asked(known: number) {
  return {
    initialData: { articles: [], total: known, next: null },
    staleTime: ASK_MS,
    refetchInterval: ASK_MS,
    retry: false,
  };
}

/** Waits to be pressed: nothing moves while one reads. */
function NewArticles({ amount, show }: { amount: number; show: () => void }) {
  const { articles } = useWords();
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
