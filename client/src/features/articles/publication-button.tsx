import type { Article } from '@hybrid/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { getQueryKey } from '@trpc/react-query';
import type { ReactNode } from 'react';
import { useWords } from '../../lib/catalogue/words.ts';
import { describeFailure } from '../../lib/failure.ts';
import { trpc } from '../../lib/trpc.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { FailureNote } from '../../ui/problem.tsx';

/** Takes an article back, or publishes it again as it was. */
export function PublicationButton({ slug }: { slug: string }): ReactNode {
  const words = useWords();
  const { publishing: said } = words;
  const article = trpc.articles.bySlug.useQuery({ slug }).data;
  const onSuccess = useChanged();
  const unpublish = trpc.articles.unpublish.useMutation({ onSuccess });
  const republish = trpc.articles.republish.useMutation({ onSuccess });
  // What moderators hide is not its author's to publish: the note above it says so.
  if (article === undefined || article.hidden) return null;
  const error = unpublish.error ?? republish.error;
  return (
    <>
      {article.unpublishedAt === null ? (
        <ConfirmButton
          {...said.unpublish}
          isBusy={unpublish.isPending}
          onConfirm={() => unpublish.mutate({ slug: article.slug })}
        />
      ) : (
        <>
          <p className="unpublished-note">{said.unpublishedNote}</p>
          <button
            type="button"
            className="button-quiet"
            aria-disabled={republish.isPending}
            onClick={() => republish.mutate({ slug: article.slug })}
          >
            {said.republish}
          </button>
        </>
      )}
      <FailureNote failure={error === null ? null : describeFailure(words, error)} />
    </>
  );
}

/** Shows the article as it is now, and forgets what lists say. */
function useChanged(): (article: Article) => void {
  const utils = trpc.useUtils();
  const client = useQueryClient();
  return (article) => {
    utils.articles.bySlug.setData({ slug: article.slug }, article);
    const { articles, drafts, profiles, tags } = trpc;
    for (const listing of [articles.list, articles.feed, drafts.list, profiles.byUsername, tags.list]) {
      void client.invalidateQueries({ queryKey: getQueryKey(listing) });
    }
  };
}
