import { contract } from '@hybrid/contracts';
import type { Article, Me } from '@hybrid/contracts';
import type { ReactNode } from 'react';
import { useNavigate, useParams } from 'react-router';
import { RequireUser } from '../features/accounts/require-user.tsx';
import { EditorForm } from '../features/articles/editor-form.tsx';
import { PageHeading } from '../lib/arrival.tsx';
import { useWords } from '../lib/catalogue/words.ts';
import { declaredNameOf } from '../lib/failure.ts';
import { PageTitle } from '../lib/page-title.tsx';
import { trpc } from '../lib/trpc.ts';
import { LoadFailure } from '../ui/problem.tsx';
import { Loading, Skeleton } from '../ui/skeleton.tsx';
import { PlainPage } from './plain-page.tsx';

/** Writes a new article, or changes the one in the address. */
export function EditorPage(): ReactNode {
  const { slug } = useParams();
  return (
    <RequireUser>{(me) => (slug === undefined ? <NewArticle /> : <ChangeArticle slug={slug} me={me} />)}</RequireUser>
  );
}

function NewArticle() {
  const { editor } = useWords();
  return <Desk title={editor.newTitle} />;
}

function ChangeArticle({ slug, me }: { slug: string; me: Me }) {
  const { articles, editor, shell } = useWords();
  // What is changed must be what is stored, not what a list told some time ago.
  const answer = trpc.articles.bySlug.useQuery({ slug }, { refetchOnWindowFocus: false, refetchOnReconnect: false });
  if (declaredNameOf(contract.articles.bySlug, answer.error) === 'ARTICLE_NOT_FOUND') {
    return <PlainPage {...articles.gone} action={shell.notFound.action} to="/" />;
  }
  if (answer.data === undefined) {
    if (answer.error) {
      return <LoadFailure what={articles.oneFailed} error={answer.error} retry={() => void answer.refetch()} />;
    }
    return (
      <Loading label={articles.loadingOne}>
        <Skeleton shape="lead" />
      </Loading>
    );
  }
  if (answer.data.author.username !== me.username) {
    return <PlainPage {...articles.notTheAuthor} action={articles.backToArticle} to={pathOf(answer.data)} />;
  }
  return <Desk key={slug} title={editor.editTitle} article={answer.data} />;
}

function Desk({ title, article }: { title: string; article?: Article }) {
  const navigate = useNavigate();
  return (
    <>
      <PageTitle title={title} />
      <header className="page-head">
        <PageHeading className="small-head">{title}</PageHeading>
      </header>
      <EditorForm
        {...(article ? { article } : {})}
        onSaved={(saved) => void navigate(pathOf(saved), { replace: article !== undefined })}
      />
    </>
  );
}

function pathOf({ slug }: Article): string {
  return `/article/${encodeURIComponent(slug)}`;
}
