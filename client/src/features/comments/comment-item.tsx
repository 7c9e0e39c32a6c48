import type { Comment } from '@hybrid/contracts';
import { lazy, Suspense, useState } from 'react';
import type { ReactNode, Ref } from 'react';
import { Link } from 'react-router';
import { useWords } from '../../lib/catalogue/words.ts';
import { describeFailure } from '../../lib/failure.ts';
import { trpc } from '../../lib/trpc.ts';
import { useReturnFocus } from '../../lib/use-return-focus.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { HiddenNote } from '../../ui/hidden-note.tsx';
import { Moment } from '../../ui/moment.tsx';
import { FailureNote } from '../../ui/problem.tsx';
import { withoutComment } from './comment-cache.ts';

// Forms carry the contract's checks, and zod with them: readers do without.
const EditCommentForm = lazy(async () => ({ default: (await import('./edit-comment-form.tsx')).EditCommentForm }));

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
  const opener = useReturnFocus<HTMLButtonElement>(isEditing);
  const { body, createdAt, editedAt, author } = comment;
  const text = <p className="comment-body">{body}</p>;
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
        {comment.hidden && <HiddenNote hidden={comment.hidden} what="comment" />}
        {isEditing ? (
          <Suspense fallback={text}>
            <EditCommentForm comment={comment} slug={slug} onDone={() => setIsEditing(false)} />
          </Suspense>
        ) : (
          text
        )}
        {isOwn && !isEditing && (
          <OwnActions comment={comment} slug={slug} opener={opener} onEdit={() => setIsEditing(true)} />
        )}
        {!isOwn && actions}
      </div>
    </article>
  );
}

interface OwnActionsProps {
  comment: Comment;
  slug: string;
  opener: Ref<HTMLButtonElement>;
  onEdit: () => void;
}

function OwnActions({ comment: { id }, slug, opener, onEdit }: OwnActionsProps) {
  const words = useWords();
  const utils = trpc.useUtils();
  const remove = trpc.comments.delete.useMutation({
    onSuccess: () => {
      // The question goes with the comment, and the focus would go with the question.
      document.getElementById('comments-title')?.focus();
      utils.comments.list.setData({ slug }, (known) => withoutComment(known ?? [], id));
    },
  });
  return (
    <div className="comment-actions">
      <button
        ref={opener}
        type="button"
        className="button-quiet"
        aria-label={words.community.comment.edit}
        onClick={onEdit}
      >
        {words.community.comment.editShort}
      </button>
      <ConfirmButton
        {...words.comments.delete}
        isBusy={remove.isPending}
        onConfirm={() => remove.mutate({ slug, id })}
      />
      <FailureNote failure={remove.error === null ? null : describeFailure(words, remove.error)} />
    </div>
  );
}
