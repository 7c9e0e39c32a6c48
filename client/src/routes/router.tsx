import { createBrowserRouter } from 'react-router';
import { RootFrame } from './root-frame.tsx';
import { RouteFailure } from './route-failure.tsx';

/** Every page, each loaded when it is first visited. */
export function createRouter(): ReturnType<typeof createBrowserRouter> {
  return createBrowserRouter([
    {
      Component: RootFrame,
      ErrorBoundary: RouteFailure,
      HydrateFallback: () => null,
      children: [
        {
          ErrorBoundary: RouteFailure,
          children: [
            { index: true, lazy: async () => ({ Component: (await import('./home-page.tsx')).HomePage }) },
            { path: 'tag/:tag', lazy: async () => ({ Component: (await import('./tag-page.tsx')).TagPage }) },
            {
              path: 'article/:slug',
              lazy: async () => ({ Component: (await import('./article-page.tsx')).ArticlePage }),
            },
            {
              path: 'editor/:slug?',
              lazy: async () => ({ Component: (await import('./editor-page.tsx')).EditorPage }),
            },
            {
              path: 'profile/:username',
              lazy: async () => ({ Component: (await import('./profile-page.tsx')).ProfilePage }),
              children: [
                { index: true, lazy: async () => ({ Component: (await import('./profile-page.tsx')).OwnArticles }) },
                {
                  path: 'favorites',
                  lazy: async () => ({ Component: (await import('./profile-page.tsx')).FavoriteArticles }),
                },
              ],
            },
            { path: 'settings', lazy: async () => ({ Component: (await import('./settings-page.tsx')).SettingsPage }) },
            {
              path: 'notifications',
              lazy: async () => ({ Component: (await import('./notifications-page.tsx')).NotificationsPage }),
            },
            { path: 'sign-in', lazy: async () => ({ Component: (await import('./sign-in-page.tsx')).SignInPage }) },
            { path: 'sign-up', lazy: async () => ({ Component: (await import('./sign-up-page.tsx')).SignUpPage }) },
            { path: '*', lazy: async () => ({ Component: (await import('./not-found-page.tsx')).NotFoundPage }) },
          ],
        },
      ],
    },
  ]);
}
