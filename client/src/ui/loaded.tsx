import type { ReactNode } from 'react';
import { LoadFailure } from './problem.tsx';

/** What a query says, as far as showing it needs. */
export interface Answer<T> {
  readonly data: T | undefined;
  readonly error: unknown;
  readonly refetch: () => unknown;
}

interface LoadedProps<T> {
  answer: Answer<T>;
  /** The sentence that begins the message when nothing could be loaded. */
  failed: string;
  /** Stands in the place until there is something. */
  waiting: ReactNode;
  children: (data: T) => ReactNode;
}

/** Shows what was loaded, or that it is on its way, or why it is not. What is there stays when a later attempt fails. */
export function Loaded<T>({ answer, failed, waiting, children }: LoadedProps<T>): ReactNode {
  if (answer.data !== undefined) return children(answer.data);
  if (!answer.error) return waiting;
  return <LoadFailure what={failed} error={answer.error} retry={() => void answer.refetch()} />;
}
