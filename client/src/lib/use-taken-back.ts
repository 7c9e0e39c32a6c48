import { useWords } from './catalogue/words.ts';
import { describeFailure } from './failure.ts';
import { useToasts } from './toasts.tsx';

/** Tells what was shown at once and had to be taken back, and why; the place where it was done may be gone by then. */
export function useTakenBack(): (what: string, error: unknown) => void {
  const words = useWords();
  const toasts = useToasts();
  return (what, error) => {
    const { sentence, requestId } = describeFailure(words, error);
    toasts.show({ sentence: `${what} ${sentence}`, requestId });
  };
}
