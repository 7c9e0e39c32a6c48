import type { Article } from '@hybrid/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { getQueryKey } from '@trpc/react-query';
import { trpc } from '../../lib/trpc.ts';

interface ArticleInput {
  title: string;
  description: string;
  body: string;
  tags: string[];
}

interface Callbacks {
  onSuccess: (article: Article) => void;
  onError: (error: unknown) => void;
}

/** Publishes a new article, or changes the one that is named. */
export function useSaveArticle(slug: string | undefined) {
  const utils = trpc.useUtils();
  const client = useQueryClient();
  const onSuccess = (article: Article): void => {
    utils.articles.bySlug.setData({ slug: article.slug }, article);
    for (const procedure of [trpc.articles.list, trpc.articles.feed, trpc.tags.list]) {
      void client.invalidateQueries({ queryKey: getQueryKey(procedure) });
    }
  };
  const create = trpc.articles.create.useMutation({ onSuccess });
  const edit = trpc.articles.edit.useMutation({ onSuccess });
  return {
    isPending: create.isPending || edit.isPending,
    save: (input: ArticleInput, callbacks: Callbacks) =>
      slug === undefined ? create.mutate(input, callbacks) : edit.mutate({ ...input, slug }, callbacks),
  };
}
