import type { Article, ArticlePage, ArticlePreview, Profile } from '@hybrid/contracts';
import { useQueryClient } from '@tanstack/react-query';
import type { QueryClient } from '@tanstack/react-query';
import { getQueryKey } from '@trpc/react-query';
import { trpc } from '../../lib/trpc.ts';

const listKeys = [getQueryKey(trpc.articles.list), getQueryKey(trpc.articles.feed)];
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
  for (const queryKey of listKeys) {
    for (const [, page] of client.getQueriesData<ArticlePage>({ queryKey })) {
      const known = page?.articles.find((article) => article.slug === slug);
      if (known) return known;
    }
  }
  return undefined;
}
