import type { ArticlePage, Me } from '@hybrid/contracts';
import type { ReactNode } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useMe } from '../features/accounts/use-me.ts';
import { ArticleList } from '../features/articles/article-list.tsx';
import { NewInFeed, NewInList } from '../features/articles/new-articles.tsx';
import { TagIndex } from '../features/tags/tag-index.tsx';
import { PageHeading } from '../lib/arrival.tsx';
import { useWords } from '../lib/catalogue/words.ts';
import { PageTitle } from '../lib/page-title.tsx';
import { trpc } from '../lib/trpc.ts';
import type { Answer } from '../ui/loaded.tsx';
import { usePaging } from './use-paging.ts';

/** The front page: everybody's articles, or those of the people one follows. */
export function HomePage(): ReactNode {
  const { articles } = useWords();
  const me = useMe();
  const [search] = useSearchParams();
  // Until it is known who reads, the feed that was asked for is on its way; a visitor has none.
  const isOwnFeed = me !== null && search.get('feed') === 'following';
  return (
    <>
      <PageTitle title={isOwnFeed ? articles.yourFeed : null} />
      <PageHeading className="visually-hidden">{isOwnFeed ? articles.yourFeedTitle : articles.latestTitle}</PageHeading>
      {me && <FeedTabs isOwnFeed={isOwnFeed} />}
      {isOwnFeed ? <OwnFeed isReady={me !== undefined} /> : <Latest me={me} />}
    </>
  );
}

function FeedTabs({ isOwnFeed }: { isOwnFeed: boolean }) {
  const { articles } = useWords();
  return (
    <nav className="tabs" aria-label={articles.feeds}>
      <Link to="/" aria-current={isOwnFeed ? undefined : 'page'}>
        {articles.latest}
      </Link>
      <Link to="/?feed=following" aria-current={isOwnFeed ? 'page' : undefined}>
        {articles.yourFeed}
      </Link>
    </nav>
  );
}

function Latest({ me }: { me: Me | null | undefined }) {
  const { empty } = useWords().articles;
  const { input } = usePaging();
  const answer = trpc.articles.list.useQuery(input, { refetchOnWindowFocus: false });
  return (
    <Front
      NewArticles={NewInList}
      answer={answer}
      isSignedIn={Boolean(me)}
      empty={{ ...empty.latest, to: '/editor' }}
    />
  );
}

function OwnFeed({ isReady }: { isReady: boolean }) {
  const { empty } = useWords().articles;
  const { input } = usePaging();
  const answer = trpc.articles.feed.useQuery(input, { refetchOnWindowFocus: false, enabled: isReady });
  return <Front NewArticles={NewInFeed} answer={answer} isSignedIn empty={{ ...empty.yourFeed, to: '/' }} />;
}

interface FrontProps {
  NewArticles: typeof NewInList;
  answer: Answer<ArticlePage>;
  isSignedIn: boolean;
  empty: { sentence: string; action: string; to: string };
}

function Front({ NewArticles, answer, isSignedIn, empty }: FrontProps) {
  const { page, to } = usePaging();
  return (
    <>
      {answer.data && <NewArticles known={answer.data.total} show={() => void answer.refetch()} />}
      <ArticleList
        answer={answer}
        page={page}
        to={to}
        isSignedIn={isSignedIn}
        empty={empty}
        hasLead={page === 1}
        aside={<TagIndex />}
      />
    </>
  );
}
