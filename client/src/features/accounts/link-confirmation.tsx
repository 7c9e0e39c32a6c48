import type { ReactNode } from 'react';
import { useWords } from '../../lib/catalogue/words.ts';
import { describeFailure } from '../../lib/failure.ts';
import { FormFrame, SubmitButton } from '../../ui/form.tsx';
import { FailureNote } from '../../ui/problem.tsx';

interface LinkConfirmationProps {
  said: { title: string; action: string; busy: string };
  /** The mutation that takes the token. */
  mutation: { isPending: boolean; error: unknown; mutate: () => void };
}

/** One button: a link alone changes nothing, as programs that look through mail open links too. */
export function LinkConfirmation({ said, mutation }: LinkConfirmationProps): ReactNode {
  const words = useWords();
  const { isPending, error, mutate } = mutation;
  return (
    <FormFrame label={said.title} problems={{}} onSubmit={mutate}>
      <FailureNote failure={error ? describeFailure(words, error) : null} />
      <SubmitButton isBusy={isPending} label={said.action} busyLabel={said.busy} />
    </FormFrame>
  );
}
