import { useQueryClient } from '@tanstack/react-query';
import { getQueryKey } from '@trpc/react-query';
import type { ReactNode } from 'react';
import { Link, useNavigate } from 'react-router';
import { useWords } from '../../lib/catalogue/words.ts';
import { describeFailure } from '../../lib/failure.ts';
import { trpc } from '../../lib/trpc.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { FailureNote } from '../../ui/problem.tsx';
import { PublicationButton } from './publication-button.tsx';

/** What only its author can do with an article. */
export function AuthorActions({ slug }: { slug: string }): ReactNode {
  const words = useWords();
  const { articles: said } = words;
  const navigate = useNavigate();
  const client = useQueryClient();
  const remove = trpc.articles.delete.useMutation({
    onSuccess: async () => {
      await navigate('/', { replace: true });
      client.removeQueries({ queryKey: getQueryKey(trpc.articles.bySlug, { slug }) });
      await client.invalidateQueries({ queryKey: getQueryKey(trpc.drafts) });
      await client.invalidateQueries({ queryKey: getQueryKey(trpc.articles) });
      await client.invalidateQueries({ queryKey: getQueryKey(trpc.tags) });
    },
  });
  return (
    <div className="author-actions">
      <Link className="button-quiet" to={`/editor/${encodeURIComponent(slug)}`}>
        {said.edit}
      </Link>
      <PublicationButton slug={slug} />
      <ConfirmButton {...said.delete} isBusy={remove.isPending} onConfirm={() => remove.mutate({ slug })} />
      <FailureNote failure={remove.error === null ? null : describeFailure(words, remove.error)} />
    </div>
  );
}
