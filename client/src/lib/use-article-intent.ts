import { trpc } from './trpc.ts';

/** What a link to an article does when somebody points at it or reaches it with the keyboard: the text is asked for at once. */
export function useArticleIntent(slug: string): { onPointerEnter: () => void; onFocus: () => void } {
  const utils = trpc.useUtils();
  const prefetch = () => void utils.articles.bySlug.prefetch({ slug });
  return { onPointerEnter: prefetch, onFocus: prefetch };
}
