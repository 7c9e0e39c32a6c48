import type { ReactNode } from 'react';
import { useWords } from '../lib/catalogue/words.ts';
import { describeFailure } from '../lib/failure.ts';
import type { Failure } from '../lib/failure.ts';

/** What went wrong, in a form or beside a control. */
export function FailureNote({ failure }: { failure: Failure | null }): ReactNode {
  return (
    <div role="alert" className="failure-note">
      {failure !== null && (
        <p>
          {failure.sentence} <RequestId id={failure.requestId} />
        </p>
      )}
    </div>
  );
}

/** Stands where something could not be loaded: what failed, why, and a way to try again. */
export function LoadFailure({ what, error, retry }: { what: string; error: unknown; retry: () => void }): ReactNode {
  const words = useWords();
  const failure = describeFailure(words, error);
  const isOutdated = failure.name === 'STALE_CLIENT';
  return (
    <div role="alert" className="load-failure">
      <p>
        {what} {failure.sentence}
      </p>
      <button type="button" className="button-quiet" onClick={isOutdated ? () => location.reload() : retry}>
        {isOutdated ? words.shell.reload : words.shell.tryAgain}
      </button>
      <RequestId id={failure.requestId} />
    </div>
  );
}

/** Under which the server logged what went wrong, in small print. */
export function RequestId({ id }: { id: string | null }): ReactNode {
  const { shell } = useWords();
  return id !== null && <small className="request-id">{shell.requestId(id)}</small>;
}
