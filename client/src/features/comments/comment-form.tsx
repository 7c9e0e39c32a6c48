import { contract } from '@hybrid/contracts';
import type { ReactNode } from 'react';
import { useWords } from '../../lib/catalogue/words.ts';
import { trpc } from '../../lib/trpc.ts';
import { useForm } from '../../lib/use-form.ts';
import { Field } from '../../ui/field.tsx';
import { FormFrame, SubmitButton } from '../../ui/form.tsx';
import { FailureNote } from '../../ui/problem.tsx';
import { withComment } from './comment-cache.ts';

export function CommentForm({ slug }: { slug: string }): ReactNode {
  const { comments } = useWords();
  const utils = trpc.useUtils();
  const add = trpc.comments.add.useMutation();
  const form = useForm({
    procedure: contract.comments.add,
    initial: { body: '' },
    labels: { body: comments.field },
    draft: `comment:${slug}`,
  });
  function submit(): void {
    const input = { ...form.values, slug };
    if (!form.check(input)) return;
    add.mutate(input, {
      onSuccess: (comment) => {
        utils.comments.list.setData({ slug }, (known) => withComment(known ?? [], comment));
        form.settle({ body: '' });
      },
      onError: form.refuse,
    });
  }
  return (
    <FormFrame className="comment-form" label={comments.form} problems={form.problems} onSubmit={submit}>
      <Field form={form} name="body" label={comments.label} rows={3} />
      <FailureNote failure={form.failure} />
      <SubmitButton isBusy={add.isPending} label={comments.add} busyLabel={comments.adding} />
    </FormFrame>
  );
}
