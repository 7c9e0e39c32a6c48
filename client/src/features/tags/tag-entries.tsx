import type { TagUse } from '@hybrid/contracts';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useWords } from '../../lib/catalogue/words.ts';

/** Tags, each with the number of its articles and the way to them. */
export function TagEntries({ tags, label }: { tags: readonly TagUse[]; label?: string }): ReactNode {
  const { tags: said, format } = useWords();
  return (
    <ul className="index-tags" aria-label={label}>
      {tags.map(({ tag, articles }) => (
        <li key={tag}>
          <Link to={`/tag/${encodeURIComponent(tag)}`} aria-label={said.use(tag, articles)}>
            <span className="index-tag">{tag}</span>
            <span className="index-count">{format.count(articles)}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
