import { contract } from '@hybrid/contracts';
import { countAbout } from '../../platform/admin/count-about.ts';
import type { Feature } from '../../platform/feature.ts';
import { implement } from '../../platform/rpc/implement.ts';
import { feedRoutes } from '../feeds/index.ts';
import { hearArticle } from './hear-article.ts';
import { articleHead, frontPageHead } from './article-head.ts';
import { countPublished } from './count-published.ts';
import { createArticle } from './create-article.ts';
import { deleteArticle, editArticle } from './edit-article.ts';
import { favoriteArticle, unfavoriteArticle } from './favorite-article.ts';
import { articleBySlug } from './find-article.ts';
import { listArticles, listFeed } from './list-articles.ts';
import { republishArticle, unpublishArticle } from './unpublish-article.ts';
import { relatedArticles } from './related-articles.ts';

export { articlePublished } from './article-published.ts';
export { createArticle, type Writer } from './create-article.ts';
export { editArticle, findOwn, removeArticle } from './edit-article.ts';
export { articleNotFound, findArticle, isAt, whileItLasts } from './find-article.ts';
export { hideArticle, showArticle } from './hide-article.ts';
export { hiddenOf } from './article-of.ts';
export { leadTagTo, moveTagRows, type TagMove, tagMeant, tagToday, takeListingTurn } from './move-tag.ts';
export { previewsOf } from './previews-of.ts';
export { restoreArticle } from './unpublish-article.ts';
export { listed } from './visibility.ts';

/** Articles, the feed and favorites. */
export const articles = {
  router: implement(contract.articles, {
    list: listArticles,
    feed: listFeed,
    bySlug: articleBySlug,
    related: relatedArticles,
    create: createArticle,
    edit: editArticle,
    unpublish: unpublishArticle,
    republish: republishArticle,
    delete: deleteArticle,
    favorite: favoriteArticle,
    unfavorite: unfavoriteArticle,
  }),
  routes: feedRoutes,
  topics: [hearArticle],
  heads: [frontPageHead, articleHead],
  figures: [
    {
      label: 'Articles',
      read: ({ db }) => countAbout(db, 'article'),
      happened: { title: 'Articles published', read: countPublished },
    },
  ],
} satisfies Feature<typeof contract.articles>;
