import type { Article, contract } from '@hybrid/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { getQueryKey } from '@trpc/react-query';
import { useRef, useState } from 'react';
import { useArticleActivity } from '../features/activity/use-article-activity.ts';
import { patchArticle } from '../features/articles/article-cache.ts';
import { withComment, withoutComment } from '../features/comments/comment-cache.ts';
import { failedWith } from '../lib/failure.ts';
import { trpc } from '../lib/trpc.ts';

/** What became of the article since it was opened; `show` puts its new version on the page. */
export interface LiveArticle {
  readonly state: 'none' | 'changed' | 'gone';
  readonly show: () => void;
  /** How many browsers have it open now, this one among them; 0 before that was told. */
  readonly readers: number;
}

/** Keeps comments and favorites of the article on the page current, and says when its text is another by now. */
export function useLiveArticle(article: { slug: string; updatedAt: string }, id: string | undefined): LiveArticle {
  const { slug } = article;
  const utils = trpc.useUtils();
  const client = useQueryClient();
  const { version, look } = useVersion(article);
  const [readers, setReaders] = useState(0);
  const hasBegun = useRef(false);

  /** What moderators have hidden is on the screen no longer, nor kept for later; its author reads it again, with the reason. */
  function putAway(): void {
    const { articles, tags } = trpc;
    for (const shown of [articles.bySlug, articles.list, articles.feed, articles.related, tags.list]) {
      void client.invalidateQueries({ queryKey: getQueryKey(shown) });
    }
  }

  useArticleActivity(id ?? null, {
    onReset: () => {
      void utils.comments.list.invalidate({ slug });
      // The page was read a moment ago when it begins to listen; later, something may have been missed.
      if (hasBegun.current) void look();
      hasBegun.current = true;
    },
    onEdited: (isHidden) => (isHidden ? putAway() : void look()),
    onFavorites: (favoritesCount) => patchArticle(client, slug, { favoritesCount }),
    onComment: (comment) => utils.comments.list.setData({ slug }, (known) => known && withComment(known, comment)),
    onReaders: setReaders,
    onCommentDeleted: (removed) => {
      const known = utils.comments.list.getData({ slug });
      const isOwn =
        known?.find(({ id: own }) => own === removed)?.author.username === utils.accounts.me.getData()?.username;
      utils.comments.list.setData({ slug }, known && withoutComment(known, removed));
      // To its author a hidden comment is shown, with the reason.
      if (isOwn) void utils.comments.list.invalidate({ slug });
    },
  });

  const fresh = version === 'gone' ? null : version;
  const isOther = fresh !== null && fresh.updatedAt !== article.updatedAt;
  return {
    state: version === 'gone' ? 'gone' : isOther ? 'changed' : 'none',
    readers,
    show: () => fresh && utils.articles.bySlug.setData({ slug }, fresh),
  };
}

/** The article as it is now, asked for when it is said to be another, and kept beside what is read. */
function useVersion({ slug }: { slug: string }) {
  const utils = trpc.useUtils();
  const [version, setVersion] = useState<Article | 'gone' | null>(null);
  async function look(): Promise<void> {
    try {
      setVersion(await utils.client.articles.bySlug.query({ slug }));
    } catch (error) {
      // Whatever else went wrong, the next word of the stream asks again.
      if (failedWith<typeof contract.articles.bySlug>(error, 'ARTICLE_NOT_FOUND')) setVersion('gone');
    }
  }
  return { version, look };
}
