import type { Comment, LiveComment } from '@hybrid/contracts';

/** The list with a comment that was written or changed: in its place where it stands already, else on top. */
export function withComment(list: readonly Comment[], live: LiveComment): Comment[] {
  const known = list.find(({ id }) => id === live.id);
  if (known === undefined) return [{ ...live, author: { ...live.author, following: false } }, ...list];
  // What comes late is not what counts: an edit of one's own may be on the page before its echo.
  if (live.updatedAt < known.updatedAt) return [...list];
  return list.map((comment) =>
    comment === known ? { ...live, author: { ...known.author, ...live.author } } : comment,
  );
}

/** The list without a comment that was deleted. */
export function withoutComment(list: readonly Comment[], id: number): Comment[] {
  return list.filter((comment) => comment.id !== id);
}
