import { useSearchParams } from 'react-router';
import { PAGE_SIZE } from '../features/articles/article-list.tsx';

/** Which page of a list the address asks for, and the addresses of its other pages. */
export function usePaging(): { page: number; input: { limit: number; offset: number }; to: (page: number) => string } {
  const [search] = useSearchParams();
  const asked = Number(search.get('page') ?? 1);
  const page = Number.isSafeInteger(asked) && asked > 1 ? Math.min(asked, 10_000) : 1;
  return {
    page,
    input: { limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE },
    to: (target) => {
      const other = new URLSearchParams(search);
      if (target === 1) other.delete('page');
      else other.set('page', String(target));
      return `?${other}`;
    },
  };
}
