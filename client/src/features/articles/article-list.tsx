import type { ArticlePage } from '@hybrid/contracts';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useWords } from '../../lib/catalogue/words.ts';
import { Empty } from '../../ui/empty.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import type { Answer } from '../../ui/loaded.tsx';
import { Pager } from '../../ui/pager.tsx';
import { Loading, Skeleton } from '../../ui/skeleton.tsx';
import { ArticleItem } from './article-item.tsx';

/** As many as a front page carries without tiring. */
export const PAGE_SIZE = 12;

interface ArticleListProps {
  answer: Answer<ArticlePage>;
  page: number;
  to: (page: number) => string;
  isSignedIn: boolean;
  /** What is said when there is nothing, and where to go then. */
  empty: { sentence: string; action: string; to: string };
  hasLead?: boolean;
  /** Stands beside the list; on a narrow page, after it. */
  aside?: ReactNode;
}

export function ArticleList(props: ArticleListProps): ReactNode {
  const { answer, aside } = props;
  return (
    <div className="sheet">
      <Articles {...props} />
      {answer.data && <Pager page={props.page} last={Math.ceil(answer.data.total / PAGE_SIZE)} to={props.to} />}
      {aside}
    </div>
  );
}

function Articles(props: ArticleListProps) {
  const { articles: said } = useWords();
  return (
    <Loaded answer={props.answer} failed={said.listFailed} waiting={<Waiting hasLead={props.hasLead ?? false} />}>
      {(found) => <Page {...props} {...found} />}
    </Loaded>
  );
}

function Page({ articles, total, to, isSignedIn, empty, hasLead = false }: ArticleListProps & ArticlePage) {
  const { articles: said } = useWords();
  if (total === 0) return <Empty {...empty} />;
  if (articles.length === 0) return <PastTheEnd to={to(1)} />;
  const [lead, ...rest] = articles;
  return (
    <>
      {hasLead && lead && <ArticleItem key={lead.slug} article={lead} isSignedIn={isSignedIn} isLead />}
      <ol className="items" aria-label={said.listLabel}>
        {(hasLead ? rest : articles).map((article) => (
          <li key={article.slug}>
            <ArticleItem article={article} isSignedIn={isSignedIn} />
          </li>
        ))}
      </ol>
    </>
  );
}

function Waiting({ hasLead }: { hasLead: boolean }) {
  const { articles: said } = useWords();
  return (
    <Loading label={said.loadingList}>
      {hasLead && <Skeleton shape="lead" />}
      {[1, 2, 3, 4].map((place) => (
        <Skeleton key={place} shape="item" />
      ))}
    </Loading>
  );
}

function PastTheEnd({ to }: { to: string }) {
  const { pages } = useWords().shell;
  return (
    <div className="empty">
      <p>{pages.pastTheEnd}</p>
      <Link className="button-quiet" to={to}>
        {pages.toFirst}
      </Link>
    </div>
  );
}
