import type { Hidden } from '@hybrid/contracts';
import type { ReactNode } from 'react';
import { useWords } from '../lib/catalogue/words.ts';

/** Tells an author that moderators hide what stands here, and why. */
export function HiddenNote({ hidden, what }: { hidden: Hidden; what: 'article' | 'comment' }): ReactNode {
  const { moderation } = useWords();
  return (
    <aside className="hidden-note" aria-label={moderation.hidden.label}>
      <p>{moderation.hidden[what]}</p>
      <blockquote>{hidden.reason}</blockquote>
    </aside>
  );
}
