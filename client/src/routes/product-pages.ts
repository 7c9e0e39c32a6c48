import type { RouteObject } from 'react-router';
import { page } from './page.ts';

const home = () => import('./home-page.tsx');
const profile = () => import('./profile-page.tsx');
const people = () => import('./people-pages.tsx');

/** The pages of the product; those of accounts and notifications stand in router.tsx. */
export const productPages: RouteObject[] = [
  { index: true, lazy: async () => ({ Component: (await home()).HomePage }) },
  page('search', async () => (await import('./search-page.tsx')).SearchPage),
  page('tags', async () => (await import('./tags-page.tsx')).TagsPage),
  page('tag/:tag', async () => (await import('./tag-page.tsx')).TagPage),
  page('article/:slug', async () => (await import('./article-page.tsx')).ArticlePage),
  page('editor/:slug?', async () => (await import('./editor-page.tsx')).EditorPage),
  page('draft/:id', async () => (await import('./editor-page.tsx')).DraftPage),
  page('drafts', async () => (await import('./drafts-page.tsx')).DraftsPage),
  page('profile/:username', async () => (await profile()).ProfilePage, [
    { index: true, lazy: async () => ({ Component: (await profile()).OwnArticles }) },
    page('favorites', async () => (await profile()).FavoriteArticles),
    page('followers', async () => (await people()).FollowersPage),
    page('following', async () => (await people()).FollowingPage),
  ]),
];
