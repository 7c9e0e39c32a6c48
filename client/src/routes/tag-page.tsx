import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { useMe } from '../features/accounts/use-me.ts';
import { ArticleList } from '../features/articles/article-list.tsx';
import { TagIndex } from '../features/tags/tag-index.tsx';
import { PageHeading } from '../lib/arrival.tsx';
import { useWords } from '../lib/catalogue/words.ts';
import { PageTitle } from '../lib/page-title.tsx';
import { trpc } from '../lib/trpc.ts';
import { usePaging } from './use-paging.ts';

export function TagPage(): ReactNode {
  const { articles, reading, front } = useWords();
  const { tag = '' } = useParams();
  const me = useMe();
  const { page, input, to } = usePaging();
  const answer = trpc.articles.list.useQuery({ ...input, tag });
  return (
    <>
      <PageTitle title={articles.taggedTitle(tag)} />
      <header className="page-head">
        <p className="small-head">{articles.tagged}</p>
        <PageHeading className="page-title">{tag}</PageHeading>
        <p className="page-note figure">{answer.data && front.articles(answer.data.total)}</p>
        <p className="page-links">
          <Link className="button-quiet" to={`/search?${new URLSearchParams({ tag })}`}>
            {reading.searchIn(tag)}
          </Link>
          <a
            className="button-quiet"
            href={`/tag/${encodeURIComponent(tag)}/feed.xml`}
            aria-label={reading.feedOf(tag)}
          >
            {reading.feed}
          </a>
          <Link className="button-quiet" to="/tags">
            {reading.allTags}
          </Link>
        </p>
      </header>
      <ArticleList
        answer={answer}
        page={page}
        to={to}
        isSignedIn={Boolean(me)}
        empty={{ ...articles.empty.tag(tag), to: '/' }}
        aside={<TagIndex />}
      />
    </>
  );
}
