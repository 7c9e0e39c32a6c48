import type { LiveComment } from '@hybrid/contracts';
import { useEvent } from '../../lib/live/use-event.ts';

/** What a reader does when something happens to the article that is on the screen. */
export interface ArticleActivity {
  /** Something may have been missed: read the article and its comments again. */
  readonly onReset: () => void;
  readonly onEdited: (isHidden: boolean) => void;
  readonly onFavorites: (favoritesCount: number) => void;
  readonly onComment: (comment: LiveComment) => void;
  readonly onCommentDeleted: (id: number) => void;
  readonly onReaders: (count: number) => void;
}

/** Tells what happens to an article while it is on the screen; null as long as nobody knows which that is. */
export function useArticleActivity(articleId: string | null, activity: ArticleActivity): void {
  const keys = articleId === null ? null : { articleId };
  const { onReset } = activity;
  useEvent('articles.edited', keys, ({ isHidden = false }) => activity.onEdited(isHidden), { onReset });
  useEvent('articles.favoritesChanged', keys, ({ favoritesCount }) => activity.onFavorites(favoritesCount));
  useEvent('comments.written', keys, ({ comment }) => activity.onComment(comment));
  useEvent('articles.readersChanged', keys, ({ count }) => activity.onReaders(count));
  useEvent('comments.deleted', keys, ({ id }) => activity.onCommentDeleted(id));
}
