import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useWords } from '../lib/catalogue/words.ts';

interface PagerProps {
  page: number;
  last: number;
  /** The address of a page. */
  to: (page: number) => string;
}

export function Pager({ page, last, to }: PagerProps): ReactNode {
  const { pages } = useWords().shell;
  if (last <= 1) return null;
  return (
    <nav className="pager" aria-label={pages.label}>
      {page > 1 ? (
        <Link rel="prev" to={to(page - 1)}>
          <span aria-hidden="true">← </span>
          {pages.newer}
        </Link>
      ) : (
        <span />
      )}
      <span className="pager-position">{pages.position(page, last)}</span>
      {page < last ? (
        <Link rel="next" to={to(page + 1)}>
          {pages.older}
          <span aria-hidden="true"> →</span>
        </Link>
      ) : (
        <span />
      )}
    </nav>
  );
}
