import { createContext, use, useEffect } from 'react';
import type { ReactNode } from 'react';
import { useWords } from './catalogue/words.ts';
import { dropServedTitle } from './served-head.ts';

/** How many unread notifications the title of the tab counts. */
export const UnreadContext = createContext(0);

/** The title of the document; React keeps it in the head while the page stands. */
export function PageTitle({ title }: { title: string | null }): ReactNode {
  const { shell } = useWords();
  useEffect(dropServedTitle, []);
  return <title>{shell.documentTitle(title, use(UnreadContext))}</title>;
}
