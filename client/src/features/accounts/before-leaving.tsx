import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useWords } from '../../lib/catalogue/words.ts';

/** What somebody may want to do before their account is deleted. */
export function BeforeLeaving(): ReactNode {
  const { exports } = useWords();
  return (
    <p>
      <Link to="/settings/data">{exports.beforeLeaving}</Link>
    </p>
  );
}
