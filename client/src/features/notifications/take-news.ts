import type { Notification } from '@hybrid/contracts';
import type { QueryClient } from '@tanstack/react-query';
import { getQueryKey } from '@trpc/react-query';
import { trpc } from '../../lib/trpc.ts';

/** Has read again what a notification says has changed. */
export function takeNews(client: QueryClient, { kind, article }: Notification): void {
  // The feeds only learn that there is more; the reader asks for it.
  if (kind === 'article_published') {
    void client.invalidateQueries({ queryKey: getQueryKey(trpc.articles.feed, { limit: 1 }, 'query') });
    void client.invalidateQueries({ queryKey: getQueryKey(trpc.articles.list, { limit: 1 }, 'query') });
  } else {
    void client.invalidateQueries({ queryKey: getQueryKey(trpc.comments.list, { slug: article.slug }) });
  }
}
