import type { ArticlePreview } from '@hybrid/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { getQueryKey } from '@trpc/react-query';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'react-router';
import { useWords } from '../../lib/catalogue/words.ts';
import { signInPath } from '../../lib/return-path.ts';
import { trpc } from '../../lib/trpc.ts';
import { useTakenBack } from '../../lib/use-taken-back.ts';
import { Icon } from '../../ui/icon.tsx';
import { patchArticle } from './article-cache.ts';

type Before = Pick<ArticlePreview, 'favorited' | 'favoritesCount'>;
type Favored = Pick<ArticlePreview, 'slug' | 'title' | 'favorited' | 'favoritesCount'>;

/** Marks an article as a favorite at once, and takes it back when the server refuses. */
export function FavoriteButton({ article, isSignedIn }: { article: Favored; isSignedIn: boolean }): ReactNode {
  const words = useWords();
  const location = useLocation();
  const { toggle, isPending } = useFavorite(article);
  const name = words.articles.favorite(article.title, article.favoritesCount);
  const face = (
    <>
      <Icon name="heart" />
      <span className="figure">{words.format.count(article.favoritesCount)}</span>
    </>
  );
  if (!isSignedIn) {
    return (
      <Link className="favorite" to={signInPath(location)} aria-label={name}>
        {face}
      </Link>
    );
  }
  return (
    <button
      type="button"
      className="favorite"
      aria-label={name}
      aria-pressed={article.favorited}
      onClick={isPending ? undefined : toggle}
    >
      {face}
    </button>
  );
}

function useFavorite({ slug, title, favorited, favoritesCount }: Favored) {
  const { articles: said } = useWords();
  const client = useQueryClient();
  const tellTakenBack = useTakenBack();
  const options = {
    // What stood before travels with the mutation: by the time it fails, these options are those of a later render.
    onMutate: () => {
      const change = favorited ? -1 : 1;
      patchArticle(client, slug, { favorited: !favorited, favoritesCount: favoritesCount + change });
      return { favorited, favoritesCount };
    },
    onSuccess: (answer: ArticlePreview) => {
      patchArticle(client, slug, { favorited: answer.favorited, favoritesCount: answer.favoritesCount });
      // A list of favorites that is on the page keeps the article until it is left, so that a slip can be undone.
      void client.invalidateQueries({ queryKey: getQueryKey(trpc.articles.list), refetchType: 'none' });
    },
    onError: (error: unknown, _input: unknown, before: Before | undefined) => {
      if (!before) return;
      patchArticle(client, slug, before);
      tellTakenBack((before.favorited ? said.stillFavorite : said.notFavorite)(title), error);
    },
  };
  const favorite = trpc.articles.favorite.useMutation(options);
  const unfavorite = trpc.articles.unfavorite.useMutation(options);
  return {
    isPending: favorite.isPending || unfavorite.isPending,
    toggle: () => (favorited ? unfavorite : favorite).mutate({ slug }),
  };
}
