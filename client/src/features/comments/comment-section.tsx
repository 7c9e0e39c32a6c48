import type { Comment, Me } from '@hybrid/contracts';
import { lazy, Suspense } from 'react';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'react-router';
import { useWords } from '../../lib/catalogue/words.ts';
import { signInPath } from '../../lib/return-path.ts';
import { trpc } from '../../lib/trpc.ts';
import { Loaded } from '../../ui/loaded.tsx';
import { Loading, Skeleton } from '../../ui/skeleton.tsx';
import { CommentItem } from './comment-item.tsx';

// Forms carry the contract's checks, and zod with them: a visitor has nothing to send.
const CommentForm = lazy(async () => ({ default: (await import('./comment-form.tsx')).CommentForm }));

interface CommentSectionProps {
  slug: string;
  me: Me | null | undefined;
  /** What a reader may do about somebody else's comment. */
  renderActions: (comment: Comment) => ReactNode;
}

export function CommentSection({ slug, me, renderActions }: CommentSectionProps): ReactNode {
  const { comments: said } = useWords();
  const answer = trpc.comments.list.useQuery({ slug });
  const waiting = (
    <Loading label={said.loading}>
      <Skeleton shape="note" />
    </Loading>
  );
  return (
    <section className="comments" aria-labelledby="comments-title">
      <h2 id="comments-title" className="small-head" tabIndex={-1}>
        {answer.data?.length ? said.count(answer.data.length) : said.title}
      </h2>
      {me === null && <SignInToComment />}
      {me && (
        <Suspense fallback={<Skeleton shape="note" />}>
          <CommentForm key={slug} slug={slug} />
        </Suspense>
      )}
      <Loaded answer={answer} failed={said.failed} waiting={waiting}>
        {(comments) => <Comments comments={comments} slug={slug} me={me} renderActions={renderActions} />}
      </Loaded>
    </section>
  );
}

function Comments({ comments, slug, me, renderActions }: CommentSectionProps & { comments: Comment[] }) {
  const { comments: said } = useWords();
  if (comments.length === 0) return <p className="hint comments-empty">{said.empty}</p>;
  return (
    <ol className="comment-list" aria-label={said.title}>
      {comments.map((comment) => (
        <li key={comment.id}>
          <CommentItem
            comment={comment}
            slug={slug}
            isOwn={comment.author.username === me?.username}
            actions={renderActions(comment)}
          />
        </li>
      ))}
    </ol>
  );
}

function SignInToComment() {
  const { comments } = useWords();
  const location = useLocation();
  return (
    <p className="comments-sign-in">
      {comments.signIn.before}
      <Link to={signInPath(location)}>{comments.signIn.action}</Link>
      {comments.signIn.after}
    </p>
  );
}
