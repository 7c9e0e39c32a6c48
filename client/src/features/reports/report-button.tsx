import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useWords } from '../../lib/catalogue/words.ts';
import type { Reported } from './report-form.tsx';

// Forms carry the contract's checks, and zod with them: readers do without.
const ReportForm = lazy(async () => ({ default: (await import('./report-form.tsx')).ReportForm }));

/** Asks the moderators to look: opens in place, says thank you in place. */
export function ReportButton({ slug, commentId }: Reported): ReactNode {
  const { report } = useWords().community;
  const [state, setState] = useState<'closed' | 'open' | 'done'>('closed');
  const opener = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(false);
  useEffect(() => {
    if (wasOpen.current && state === 'closed') opener.current?.focus();
    wasOpen.current = state === 'open';
  }, [state]);
  const kind = commentId === undefined ? 'article' : 'comment';
  return (
    <div className="report">
      {state === 'closed' && (
        <button
          ref={opener}
          type="button"
          className="button-quiet"
          aria-label={report.open[kind]}
          onClick={() => setState('open')}
        >
          {report.short}
        </button>
      )}
      {state === 'open' && (
        <Suspense>
          <ReportForm
            slug={slug}
            {...(commentId === undefined ? {} : { commentId })}
            label={report.form[kind]}
            onClose={setState}
          />
        </Suspense>
      )}
      <output className="hint">{state === 'done' && report.done}</output>
    </div>
  );
}
