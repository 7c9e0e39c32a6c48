import type { ReactNode } from 'react';
import { useFlag } from '../../lib/use-flag.ts';

/** How far one has read, as a thin line at the top: drawn from the scrolling by the browser alone, and by those that can. */
export function ReadingProgress(): ReactNode {
  return useFlag('readingProgress') && <div className="reading-progress" aria-hidden="true" />;
}
