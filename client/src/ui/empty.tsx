import type { ReactNode } from 'react';
import { Link } from 'react-router';

/** Nothing to show: one sentence and one thing to do. */
export function Empty({ sentence, action, to }: { sentence: string; action?: string; to?: string }): ReactNode {
  return (
    <div className="empty">
      <p>{sentence}</p>
      {action !== undefined && to !== undefined && (
        <Link className="button-quiet" to={to}>
          {action}
        </Link>
      )}
    </div>
  );
}
