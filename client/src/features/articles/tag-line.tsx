import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useWords } from '../../lib/catalogue/words.ts';

export function TagLine({ tags }: { tags: readonly string[] }): ReactNode {
  const { articles } = useWords();
  if (tags.length === 0) return null;
  return (
    <ul className="tag-line" aria-label={articles.tags}>
      {tags.map((tag) => (
        <li key={tag}>
          <Link to={`/tag/${encodeURIComponent(tag)}`}>{tag}</Link>
        </li>
      ))}
    </ul>
  );
}
