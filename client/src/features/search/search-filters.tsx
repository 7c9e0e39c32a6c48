import type { SearchHit } from '@hybrid/contracts';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useWords } from '../../lib/catalogue/words.ts';
import type { Asking } from './use-asked.ts';

const TAGS_MAX = 5;
const AUTHORS_MAX = 3;

interface SearchFiltersProps {
  asking: Asking;
  hits: readonly SearchHit[];
}

/** The filters of a search: those that are set, to be taken away, and those that its results offer. */
export function SearchFilters({ asking, hits }: SearchFiltersProps): ReactNode {
  const { search } = useWords();
  const { tag, author, to } = asking;
  const offers = useOffers({ asking, hits });
  if (tag === undefined && author === undefined && offers.length === 0) return null;
  return (
    <fieldset className="search-filters" aria-label={search.filters}>
      {tag !== undefined && <Chip label={search.byTag(tag)} to={to({ tag: null })} />}
      {author !== undefined && <Chip label={search.byAuthor(author)} to={to({ author: null })} />}
      {offers.length > 0 && <span className="search-narrow">{search.narrow}</span>}
      {offers.map((offer) => (
        <Link key={offer.label} className="search-offer" to={offer.to} preventScrollReset>
          {offer.label}
        </Link>
      ))}
    </fieldset>
  );
}

/** Where there are two kinds of results, each can be asked for alone. */
function useOffers({ asking: { tag, author, to }, hits }: SearchFiltersProps): { label: string; to: string }[] {
  const { search } = useWords();
  const tags = tag === undefined ? mostUsed(hits.flatMap(({ article }) => article.tags)) : [];
  const authors = author === undefined ? mostUsed(hits.map(({ article }) => article.author.username)) : [];
  return [
    ...choices(tags, TAGS_MAX).map((name) => ({ label: search.byTag(name), to: to({ tag: name }) })),
    ...choices(authors, AUTHORS_MAX).map((name) => ({ label: search.byAuthor(name), to: to({ author: name }) })),
  ];
}

/** A choice of one is none. */
function choices(names: readonly string[], amount: number): readonly string[] {
  return names.length > 1 ? names.slice(0, amount) : [];
}

function Chip({ label, to }: { label: string; to: string }) {
  const { search } = useWords();
  return (
    <Link className="search-chip" to={to} aria-label={search.without(label)} preventScrollReset>
      {label}
      <span aria-hidden="true"> ×</span>
    </Link>
  );
}

function mostUsed(names: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].toSorted(([, one], [, other]) => other - one).map(([name]) => name);
}
