import type { Article, ArticlePreview, contract, Me } from '@hybrid/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { useNavigate, useParams } from 'react-router';
import { useMe } from '../features/accounts/use-me.ts';
import { patchAuthor, useKnownPreview } from '../features/articles/article-cache.ts';
import { ArticleHead, Byline } from '../features/articles/article-head.tsx';
import { ArticleText } from '../features/articles/article-text.tsx';
import { AuthorActions } from '../features/articles/author-actions.tsx';
import { FavoriteButton } from '../features/articles/favorite-button.tsx';
import { NewVersion } from '../features/articles/new-version.tsx';
import { ReadingProgress } from '../features/articles/reading-progress.tsx';
import { RelatedArticles } from '../features/articles/related-articles.tsx';
import { CommentSection } from '../features/comments/comment-section.tsx';
import { FollowButton } from '../features/profiles/follow-button.tsx';
import { ReportButton } from '../features/reports/report-button.tsx';
import { useWords } from '../lib/catalogue/words.ts';
import { failedWith } from '../lib/failure.ts';
import { PageTitle } from '../lib/page-title.tsx';
import { trpc } from '../lib/trpc.ts';
import { HiddenNote } from '../ui/hidden-note.tsx';
import { LoadFailure } from '../ui/problem.tsx';
import { Loading, Skeleton } from '../ui/skeleton.tsx';
import { PlainPage } from './plain-page.tsx';
import { useLiveArticle } from './use-live-article.ts';

export function ArticlePage(): ReactNode {
  const { articles, shell } = useWords();
  const { slug = '' } = useParams();
  const me = useMe();
  const known = useKnownPreview(slug);
  const answer = trpc.articles.bySlug.useQuery({ slug });
  // Asked for together with the article, so that what stands below it does not move.
  const related = trpc.articles.related.useQuery({ slug });
  useCurrentSlug(slug, answer.data);
  const article = answer.data ?? known;
  if (failedWith<typeof contract.articles.bySlug>(answer.error, 'ARTICLE_NOT_FOUND')) {
    return <PlainPage {...articles.gone} action={shell.notFound.action} to="/" />;
  }
  if (answer.error && answer.data === undefined) {
    return <LoadFailure what={articles.oneFailed} error={answer.error} retry={() => void answer.refetch()} />;
  }
  if (article === undefined) {
    return (
      <Loading label={articles.loadingOne}>
        <Skeleton shape="lead" />
        <Skeleton shape="prose" />
      </Loading>
    );
  }
  return <ArticleSheet article={article} full={answer.data} related={related.data} me={me} />;
}

/** An article that was reached by a slug it had before takes its present address. */
function useCurrentSlug(slug: string, article: Article | undefined): void {
  const navigate = useNavigate();
  const utils = trpc.useUtils();
  useEffect(() => {
    if (article === undefined || article.slug === slug) return;
    utils.articles.bySlug.setData({ slug: article.slug }, article);
    void navigate(`/article/${encodeURIComponent(article.slug)}`, { replace: true });
  }, [slug, article, navigate, utils]);
}

interface ArticleSheetProps {
  article: ArticlePreview;
  /** With its text, once that is there. */
  full: Article | undefined;
  related: ArticlePreview[] | undefined;
  me: Me | null | undefined;
}

function ArticleSheet({ article, full, related, me }: ArticleSheetProps) {
  const { readers, ...version } = useLiveArticle(article, full?.id);
  const { slug } = article;
  return (
    <>
      <PageTitle title={article.title} />
      <NewVersion {...version} />
      <ReadingProgress />
      {full?.hidden && <HiddenNote hidden={full.hidden} what="article" />}
      <article className="article">
        <ArticleHead article={article} />
        <Byline article={article} />
        <ArticleText source={full?.body} />
        <Actions article={article} me={me} readers={readers} />
      </article>
      {full && <RelatedArticles articles={related} />}
      {full && (
        <CommentSection
          slug={slug}
          me={me}
          renderActions={({ id }) => me && <ReportButton key={id} slug={slug} commentId={id} />}
        />
      )}
    </>
  );
}

interface ActionsProps {
  article: ArticlePreview;
  me: Me | null | undefined;
  readers: number;
}

function Actions({ article, me, readers }: ActionsProps) {
  const { articles, reading } = useWords();
  const client = useQueryClient();
  const isOwn = me?.username === article.author.username;
  return (
    <fieldset className="article-actions" aria-label={articles.actions}>
      <FavoriteButton article={article} isSignedIn={Boolean(me)} />
      {isOwn ? (
        <AuthorActions slug={article.slug} />
      ) : (
        <FollowButton
          profile={article.author}
          isSignedIn={Boolean(me)}
          onChange={(profile) => patchAuthor(client, profile)}
        />
      )}
      {me && !isOwn && <ReportButton key={article.slug} slug={article.slug} />}
      {readers > 1 && <p className="readers">{reading.now(readers)}</p>}
    </fieldset>
  );
}
