import { contract } from '@hybrid/contracts';
import type { Feature } from '../../platform/feature.ts';
import { implement } from '../../platform/rpc/implement.ts';
import { createArticle } from './create-article.ts';
import { deleteArticle, editArticle } from './edit-article.ts';
import { favoriteArticle, unfavoriteArticle } from './favorite-article.ts';
import { articleBySlug } from './find-article.ts';
import { listArticles, listFeed } from './list-articles.ts';

export { articlePublished } from './article-published.ts';
export { findArticle, whileItLasts } from './find-article.ts';

/** Articles, the feed and favorites. */
export const articles = {
  router: implement(contract.articles, {
    list: listArticles,
    feed: listFeed,
    bySlug: articleBySlug,
    create: createArticle,
    edit: editArticle,
    delete: deleteArticle,
    favorite: favoriteArticle,
    unfavorite: unfavoriteArticle,
  }),
  figures: [{ label: 'Articles', read: ({ db }) => db.article.count() }],
} satisfies Feature<typeof contract.articles>;
