import type { Article, ArticlePage, ArticlePreview, Profile, SearchResults } from '@hybrid/contracts';
import { useQueryClient } from '@tanstack/react-query';
import type { QueryClient, QueryKey } from '@tanstack/react-query';
import { getQueryKey } from '@trpc/react-query';
import { trpc } from '../../lib/trpc.ts';

const listKeys = [getQueryKey(trpc.articles.list), getQueryKey(trpc.articles.feed)];
const searchKey = getQueryKey(trpc.search.articles);
const relatedKey = getQueryKey(trpc.articles.related);
const oneKey = getQueryKey(trpc.articles.bySlug);

/** Changes an article wherever the page shows it: in every list and by itself. */
export function patchArticle(client: QueryClient, slug: string, patch: Partial<ArticlePreview>): void {
  patchArticles(client, (article) => (article.slug === slug ? patch : null));
}

/** Changes what is known of an author under all their articles. */
export function patchAuthor(client: QueryClient, { username, following }: Profile): void {
  patchArticles(client, ({ author }) => (author.username === username ? { author: { ...author, following } } : null));
}

function patchArticles(
  client: QueryClient,
  patchFor: (article: ArticlePreview) => Partial<ArticlePreview> | null,
): void {
  const patched = <T extends ArticlePreview>(article: T): T => {
    const patch = patchFor(article);
    return patch === null ? article : { ...article, ...patch };
  };
  for (const queryKey of listKeys) {
    client.setQueriesData<ArticlePage>(
      { queryKey },
      (page) => page && { ...page, articles: page.articles.map(patched) },
    );
  }
  client.setQueriesData<Article>({ queryKey: oneKey }, (article) => article && patched(article));
}

/** What a list already told about an article, to be shown while its text is on the way. */
export function useKnownPreview(slug: string): ArticlePreview | undefined {
  const client = useQueryClient();
  return shownPreviews(client).find((article) => article.slug === slug);
}

function shownPreviews(client: QueryClient): ArticlePreview[] {
  const read = <T>(queryKey: QueryKey): T[] =>
    client.getQueriesData<T>({ queryKey }).flatMap(([, answer]) => (answer === undefined ? [] : [answer]));
  return [
    ...listKeys.flatMap((queryKey) => read<ArticlePage>(queryKey).flatMap(({ articles }) => articles)),
    ...read<SearchResults>(searchKey).flatMap(({ hits }) => hits.map(({ article }) => article)),
    ...read<ArticlePreview[]>(relatedKey).flat(),
  ];
}
