import { contract } from '@hybrid/contracts';
import type { Comment } from '@hybrid/contracts';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useWords } from '../../lib/catalogue/words.ts';
import { describeFailure } from '../../lib/failure.ts';
import { trpc } from '../../lib/trpc.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { Moment } from '../../ui/moment.tsx';
import { FailureNote } from '../../ui/problem.tsx';

interface CommentItemProps {
  comment: Comment;
  slug: string;
  isOwn: boolean;
}

export function CommentItem({ comment, slug, isOwn }: CommentItemProps): ReactNode {
  const { id, body, createdAt, author } = comment;
  return (
    <article className="comment">
      <div className="margin-note">
        <Link className="author" to={`/profile/${encodeURIComponent(author.username)}`}>
          <Avatar name={author.username} image={author.image} />
          {author.username}
        </Link>
        <Moment instant={createdAt} relative />
      </div>
      <div className="comment-text">
        <p className="comment-body">{body}</p>
        {isOwn && <DeleteComment slug={slug} id={id} />}
      </div>
    </article>
  );
}

function DeleteComment({ slug, id }: { slug: string; id: number }) {
  const words = useWords();
  const utils = trpc.useUtils();
  const remove = trpc.comments.delete.useMutation({
    onSuccess: () => utils.comments.list.setData({ slug }, (known) => known?.filter((comment) => comment.id !== id)),
  });
  return (
    <>
      <ConfirmButton
        {...words.comments.delete}
        isBusy={remove.isPending}
        onConfirm={() => remove.mutate({ slug, id })}
      />
      <FailureNote
        failure={remove.error === null ? null : describeFailure(words, remove.error, contract.comments.delete)}
      />
    </>
  );
}
