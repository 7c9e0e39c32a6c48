import { contract } from '@hybrid/contracts';
import type { Comment } from '@hybrid/contracts';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useWords } from '../../lib/catalogue/words.ts';
import { describeFailure } from '../../lib/failure.ts';
import { trpc } from '../../lib/trpc.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { Moment } from '../../ui/moment.tsx';
import { FailureNote } from '../../ui/problem.tsx';
import { withoutComment } from './comment-cache.ts';
import { EditCommentForm } from './edit-comment-form.tsx';

interface CommentItemProps {
  comment: Comment;
  slug: string;
  isOwn: boolean;
  /** What a reader may do about somebody else's comment. */
  actions: ReactNode;
}

export function CommentItem({ comment, slug, isOwn, actions }: CommentItemProps): ReactNode {
  const { community } = useWords();
  const [isEditing, setIsEditing] = useState(false);
  const { body, createdAt, editedAt, author } = comment;
  return (
    <article className="comment">
      <div className="margin-note">
        <Link className="author" to={`/profile/${encodeURIComponent(author.username)}`}>
          <Avatar name={author.username} image={author.image} />
          {author.username}
        </Link>
        <Moment instant={createdAt} relative />
        {editedAt !== null && <span className="changed">{community.comment.edited}</span>}
      </div>
      <div className="comment-text">
        {isEditing ? (
          <EditCommentForm comment={comment} slug={slug} onDone={() => setIsEditing(false)} />
        ) : (
          <p className="comment-body">{body}</p>
        )}
        {isOwn && !isEditing && <OwnActions comment={comment} slug={slug} onEdit={() => setIsEditing(true)} />}
        {!isOwn && actions}
      </div>
    </article>
  );
}

function OwnActions({ comment: { id }, slug, onEdit }: { comment: Comment; slug: string; onEdit: () => void }) {
  const words = useWords();
  const utils = trpc.useUtils();
  const remove = trpc.comments.delete.useMutation({
    onSuccess: () => utils.comments.list.setData({ slug }, (known) => withoutComment(known ?? [], id)),
  });
  return (
    <div className="comment-actions">
      <button type="button" className="button-quiet" aria-label={words.community.comment.edit} onClick={onEdit}>
        {words.community.comment.editShort}
      </button>
      <ConfirmButton
        {...words.comments.delete}
        isBusy={remove.isPending}
        onConfirm={() => remove.mutate({ slug, id })}
      />
      <FailureNote
        failure={remove.error === null ? null : describeFailure(words, remove.error, contract.comments.delete)}
      />
    </div>
  );
}
