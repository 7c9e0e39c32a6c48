import { contract } from '@hybrid/contracts';
import type { Comment } from '@hybrid/contracts';
import type { ReactNode } from 'react';
import { useWords } from '../../lib/catalogue/words.ts';
import { trpc } from '../../lib/trpc.ts';
import { useForm } from '../../lib/use-form.ts';
import { Field } from '../../ui/field.tsx';
import { FormFrame, SubmitButton } from '../../ui/form.tsx';
import { FailureNote } from '../../ui/problem.tsx';
import { withComment } from './comment-cache.ts';

interface EditCommentFormProps {
  comment: Comment;
  slug: string;
  onDone: () => void;
}

/** Changes a comment in its place. What was typed is kept until it is saved or taken back. */
export function EditCommentForm({ comment, slug, onDone }: EditCommentFormProps): ReactNode {
  const { comments, community } = useWords();
  const { id, body } = comment;
  const utils = trpc.useUtils();
  const edit = trpc.comments.edit.useMutation();
  const form = useForm({
    procedure: contract.comments.edit,
    initial: { body },
    labels: { body: comments.field },
    draft: `comment:${slug}:${id}`,
  });
  function submit(): void {
    const input = { ...form.values, slug, id };
    if (!form.check(input)) return;
    edit.mutate(input, {
      onSuccess: (changed) => {
        utils.comments.list.setData({ slug }, (known) => withComment(known ?? [], changed));
        finish();
      },
      onError: form.refuse,
    });
  }
  function finish(): void {
    form.settle({ body });
    onDone();
  }
  return (
    <FormFrame className="comment-edit" label={community.comment.form} problems={form.problems} onSubmit={submit}>
      <Field form={form} name="body" label={comments.label} rows={4} hasFocus />
      <FailureNote failure={form.failure} />
      <div className="form-actions">
        <SubmitButton isBusy={edit.isPending} label={community.comment.save} busyLabel={community.comment.saving} />
        <button type="button" className="button-quiet" onClick={finish}>
          {community.comment.cancel}
        </button>
      </div>
    </FormFrame>
  );
}
