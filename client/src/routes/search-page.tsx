import type { SearchResults } from '@hybrid/contracts';
import { keepPreviousData } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { PAGE_SIZE } from '../features/articles/article-list.tsx';
import { SearchField } from '../features/search/search-field.tsx';
import { SearchFilters } from '../features/search/search-filters.tsx';
import { SearchHits } from '../features/search/search-hits.tsx';
import { type Asking, useAsked } from '../features/search/use-asked.ts';
import { walkHits } from '../features/search/walk-hits.ts';
import { TagRegister } from '../features/tags/tag-register.tsx';
import { useWords } from '../lib/catalogue/words.ts';
import { PageTitle } from '../lib/page-title.tsx';
import { trpc } from '../lib/trpc.ts';
import { type Answer, Loaded } from '../ui/loaded.tsx';
import { Pager } from '../ui/pager.tsx';
import { Loading, Skeleton } from '../ui/skeleton.tsx';
import { usePaging } from './use-paging.ts';

/** Full-text search, as one types. */
export function SearchPage(): ReactNode {
  const { search } = useWords();
  const asking = useAsked();
  const { input } = usePaging();
  const { q, tag, author } = asking;
  const answer = trpc.search.articles.useQuery(
    { q, tag, author, ...input },
    // What was found before stays until more is known; an answer that nobody waits for any more is given up.
    { enabled: q !== '', placeholderData: keepPreviousData, trpc: { abortOnUnmount: true } },
  );
  const results = q === '' ? undefined : answer.data;
  return (
    // The keys only move the focus between what can be focused anyway.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div onKeyDown={walkHits}>
      <PageTitle title={q === '' ? search.title : search.titleOf(q)} />
      <header className="page-head search-head">
        <h1 className="small-head">{search.title}</h1>
        <SearchField asking={asking} />
        <SearchFilters asking={asking} hits={results?.hits ?? []} />
        {q === '' && <p className="hint">{search.hint}</p>}
      </header>
      {q === '' ? <Tags /> : <Outcome asking={asking} answer={answer} isBehind={answer.isPlaceholderData} />}
    </div>
  );
}

/** What there is, for whoever does not know yet what to ask for. */
function Tags() {
  const { search, tags: said } = useWords();
  const answer = trpc.tags.list.useQuery();
  return (
    <section className="search-tags" aria-label={search.allTags}>
      <Loaded answer={answer} failed={said.failed} waiting={null}>
        {(tags) => <TagRegister tags={tags} />}
      </Loaded>
    </section>
  );
}

interface OutcomeProps {
  asking: Asking;
  answer: Answer<SearchResults>;
  isBehind: boolean;
}

function Outcome({ asking, answer, isBehind }: OutcomeProps) {
  const { search } = useWords();
  const { page, to } = usePaging();
  const waiting = (
    <Loading label={search.loading}>
      {[1, 2, 3].map((place) => (
        <Skeleton key={place} shape="item" />
      ))}
    </Loading>
  );
  return (
    <div className="sheet">
      <Loaded answer={answer} failed={search.failed} waiting={waiting}>
        {(results) => (
          <>
            <SearchHits asking={asking} results={results} isBehind={isBehind} />
            <Pager page={page} last={Math.ceil(results.total / PAGE_SIZE)} to={to} />
          </>
        )}
      </Loaded>
    </div>
  );
}
