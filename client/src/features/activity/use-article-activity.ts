import type { ApiRouter } from '@hybrid/contracts';
import { skipToken } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { useSyncExternalStore } from 'react';
import { trpc } from '../../lib/trpc.ts';

type Stream = inferRouterOutputs<ApiRouter>['activity']['ofArticle'];

/** What a reader is told of the article they read. */
export type ArticleActivity = Stream extends AsyncIterable<{ data: infer Told }> ? Told : never;

/**
 * Tells what happens to an article while it is on the screen.
 *
 * @remarks
 * A page in the background lets go of its stream, since a browser has six connections to an origin over HTTP/1.1. Whenever
 * it listens anew it is told to `reset` first.
 */
export function useArticleActivity(slug: string, onActivity: (told: ArticleActivity) => void): void {
  const isVisible = useSyncExternalStore(subscribe, () => document.visibilityState === 'visible');
  trpc.activity.ofArticle.useSubscription(isVisible ? { slug } : skipToken, {
    onData: ({ data }) => onActivity(data),
  });
}

function subscribe(onChange: () => void): () => void {
  document.addEventListener('visibilitychange', onChange);
  return () => document.removeEventListener('visibilitychange', onChange);
}
