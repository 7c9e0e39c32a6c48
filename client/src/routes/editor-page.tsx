import type { contract, Draft, Me } from '@hybrid/contracts';
import { newId } from '@hybrid/contracts/client';
import { platformError } from '@hybrid/contracts/kernel';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Link, Navigate, useLocation, useNavigate, useParams } from 'react-router';
import { RequireUser } from '../features/accounts/require-user.tsx';
import { DraftDesk } from '../features/drafts/draft-desk.tsx';
import { desk, localCopies } from '../features/drafts/local-copies.ts';
import type { LocalCopy } from '../features/drafts/local-copies.ts';
import { PageHeading } from '../lib/arrival.tsx';
import { useWords } from '../lib/catalogue/words.ts';
import { failedWith } from '../lib/failure.ts';
import { PageTitle } from '../lib/page-title.tsx';
import { trpc } from '../lib/trpc.ts';
import { LoadFailure } from '../ui/problem.tsx';
import { Loading, Skeleton } from '../ui/skeleton.tsx';
import { PlainPage } from './plain-page.tsx';

/** Writes a new article, or changes the one in the address. */
export function EditorPage(): ReactNode {
  const { slug } = useParams();
  const { key } = useLocation();
  // Each way to it begins a new one: “Write” on the page of a draft means another draft.
  return (
    <RequireUser>
      {(me) => (slug === undefined ? <NewDraft key={key} me={me} /> : <ChangeArticle key={slug} slug={slug} me={me} />)}
    </RequireUser>
  );
}

/** Goes on with a draft. */
export function DraftPage(): ReactNode {
  const { id = '' } = useParams();
  return <RequireUser>{(me) => <OpenDraft key={id} id={id} me={me} />}</RequireUser>;
}

function NewDraft({ me }: { me: Me }) {
  const [{ last, id, others }] = useState(() => lookAround(me));
  if (last !== null && last.revision !== null) return <Navigate to={`/draft/${last.id}`} replace />;
  return (
    <DraftSheet
      userId={me.id}
      id={id}
      draft={null}
      copy={last}
      note={<Left copies={others} />}
      onBegun={() => {
        // A reload finds it there. Not by the router: that would be another page, and take the focus.
        history.replaceState(history.state, '', `/draft/${id}`);
      }}
    />
  );
}

/** What this device has that was not saved: the draft that this tab was writing, and others. */
function lookAround({ id: userId }: Me): { last: LocalCopy | null; id: string; others: LocalCopy[] } {
  const copies = localCopies(userId);
  const lastId = desk.read();
  const last = lastId === null ? null : copies.read(lastId);
  const id = last?.id ?? newId();
  desk.write(id);
  return { last, id, others: copies.all().filter((copy) => copy.id !== id) };
}

function Left({ copies }: { copies: readonly LocalCopy[] }) {
  const { drafts } = useWords();
  if (copies.length === 0) return null;
  return (
    <p className="desk-note">
      {drafts.left}{' '}
      {copies.slice(0, 3).map(({ id, text }) => (
        <Link key={id} className="button-quiet" to={`/draft/${id}`}>
          {text.title.trim() || drafts.untitled}
        </Link>
      ))}
    </p>
  );
}

function ChangeArticle({ slug, me }: { slug: string; me: Me }) {
  const { articles, shell, drafts } = useWords();
  const { openArticle } = trpc.useUtils().client.drafts;
  // A write that is harmless to repeat, and is asked for as a page asks: what it answers is never taken from a cache.
  const answer = useQuery({
    queryKey: ['drafts', 'of', slug],
    queryFn: async () => openArticle.mutate({ slug }),
    ...fresh,
  });
  const failed = failedWith<typeof contract.drafts.openArticle>;
  if (failed(answer.error, 'ARTICLE_NOT_FOUND'))
    return <PlainPage {...articles.gone} action={shell.notFound.action} to="/" />;
  if (failed(answer.error, 'NOT_THE_AUTHOR')) {
    const to = `/article/${encodeURIComponent(slug)}`;
    return <PlainPage {...articles.notTheAuthor} action={articles.backToArticle} to={to} />;
  }
  if (answer.error)
    return <LoadFailure what={drafts.oneFailed} error={answer.error} retry={() => void answer.refetch()} />;
  return answer.data ? <Stored draft={answer.data} me={me} /> : <Opening />;
}

/** Read anew for each visit: what is written on must be what is stored. */
const fresh = {
  gcTime: 0,
  staleTime: Number.POSITIVE_INFINITY,
  refetchOnWindowFocus: false,
  refetchOnReconnect: false,
};

function OpenDraft({ id, me }: { id: string; me: Me }) {
  const { drafts } = useWords();
  const answer = trpc.drafts.byId.useQuery({ id }, fresh);
  const [copy] = useState(() => localCopies(me.id).read(id));
  if (answer.data) return <Stored draft={answer.data} me={me} />;
  if (!answer.error) return <Opening />;
  const isGone = failedWith<typeof contract.drafts.byId>(answer.error, 'DRAFT_NOT_FOUND');
  if (isGone && copy !== null) return <DraftSheet userId={me.id} id={id} draft={null} copy={copy} />;
  // An address that could not be a draft's is refused as input.
  if (isGone || platformError(answer.error)?.name === 'INVALID_INPUT')
    return <PlainPage {...drafts.gone} to="/drafts" />;
  return <LoadFailure what={drafts.oneFailed} error={answer.error} retry={() => void answer.refetch()} />;
}

function Opening() {
  const { drafts } = useWords();
  return (
    <Loading label={drafts.loadingOne}>
      <Skeleton shape="lead" />
    </Loading>
  );
}

function Stored({ draft, me }: { draft: Draft; me: Me }) {
  const [copy] = useState(() => localCopies(me.id).read(draft.id));
  return <DraftSheet userId={me.id} id={draft.id} draft={draft} copy={copy} />;
}

interface DraftSheetProps {
  userId: string;
  id: string;
  draft: Draft | null;
  copy: LocalCopy | null;
  note?: ReactNode;
  onBegun?: () => void;
}

function DraftSheet({ note, onBegun, ...opened }: DraftSheetProps) {
  const { editor, drafts } = useWords();
  const navigate = useNavigate();
  const article = opened.draft?.article;
  const title = article ? editor.editTitle : editor.newTitle;
  return (
    <>
      <PageTitle title={title} />
      <header className="page-head desk-head">
        <PageHeading className="small-head">{title}</PageHeading>
        <Link className="button-quiet" to="/drafts">
          {drafts.all}
        </Link>
      </header>
      {note}
      <DraftDesk
        opened={opened}
        title={title}
        onPublished={({ slug }) => void navigate(`/article/${encodeURIComponent(slug)}`, { replace: true })}
        onDeleted={() => void navigate('/drafts', { replace: true })}
        {...(onBegun && { onBegun })}
      />
    </>
  );
}
