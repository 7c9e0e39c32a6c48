import type { SearchHit, SearchResults } from '@hybrid/contracts';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useWords } from '../../lib/catalogue/words.ts';
import { useArticleIntent } from '../../lib/use-article-intent.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Moment } from '../../ui/moment.tsx';
import { MarkedText } from './marked-text.tsx';
import type { Asking } from './use-asked.ts';
import { hitMark } from './walk-hits.ts';

interface SearchHitsProps {
  asking: Asking;
  results: SearchResults;
  /** Whether these are the results of what was typed before. */
  isBehind: boolean;
}

/** What was found, with what matched marked in it. */
export function SearchHits({ asking, results, isBehind }: SearchHitsProps): ReactNode {
  const { search } = useWords();
  const { hits, total, isCapped } = results;
  if (total === 0) return isBehind ? null : <Nothing asking={asking} />;
  return (
    <>
      <output className="search-count figure">{isCapped ? search.foundMore(total) : search.found(total)}</output>
      <ol className={isBehind ? 'items items-behind' : 'items'} aria-label={search.results} aria-busy={isBehind}>
        {hits.map((hit) => (
          <li key={hit.article.slug}>
            <Hit {...hit} />
          </li>
        ))}
      </ol>
    </>
  );
}

function Hit({ article, title, snippet }: SearchHit) {
  const { reading } = useWords();
  const { slug, author, tags, createdAt, readingMinutes } = article;
  const intent = useArticleIntent(slug);
  return (
    <article className="item hit">
      <h2 className="item-title">
        <Link to={`/article/${encodeURIComponent(slug)}`} {...hitMark} {...intent}>
          <MarkedText segments={title} />
        </Link>
      </h2>
      <p className="standfirst">
        <MarkedText segments={snippet} />
      </p>
      {tags.length > 0 && <p className="hit-tags">{tags.join(' · ')}</p>}
      <div className="margin-note">
        <Link className="author" to={`/profile/${encodeURIComponent(author.username)}`}>
          <Avatar name={author.username} image={author.image} />
          {author.username}
        </Link>
        <Moment instant={createdAt} />
        <span className="figure">{reading.minutes(readingMinutes)}</span>
      </div>
    </article>
  );
}

function Nothing({ asking }: { asking: Asking }) {
  const { search } = useWords();
  const { q, tag, author, to } = asking;
  if (tag === undefined && author === undefined) {
    return <Empty sentence={search.nothing(q)} action={search.allTags} to="/tags" />;
  }
  const everywhere = to({ tag: null, author: null });
  return <Empty sentence={search.nothingHere(q)} action={search.everywhere} to={everywhere} />;
}
