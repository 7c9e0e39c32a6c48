import { createBrowserRouter } from 'react-router';
import type { RouteObject } from 'react-router';
import { page } from './page.ts';
import { productPages } from './product-pages.ts';
import { RootFrame } from './root-frame.tsx';
import { RouteFailure } from './route-failure.tsx';
import { settingsRoutes } from './settings-routes.ts';

/** Every page, each loaded when it is first visited. */
const pages: RouteObject[] = [
  ...productPages,
  settingsRoutes,
  page('notifications', async () => (await import('./notifications-page.tsx')).NotificationsPage),
  page('sign-in', async () => (await import('./sign-in-page.tsx')).SignInPage),
  page('forgot-password', async () => (await import('./forgot-password-page.tsx')).ForgotPasswordPage),
  page('reset-password', async () => (await import('./link-pages.tsx')).ResetPasswordPage),
  page('verify-email', async () => (await import('./link-pages.tsx')).VerifyEmailPage),
  page('confirm-email', async () => (await import('./link-pages.tsx')).ConfirmEmailPage),
  page('sign-up', async () => (await import('./sign-up-page.tsx')).SignUpPage),
  page('*', async () => (await import('./not-found-page.tsx')).NotFoundPage),
];

/** Puts every page below the frame that stands around them all; a page that breaks leaves the frame standing. */
export function createRouter(): ReturnType<typeof createBrowserRouter> {
  return createBrowserRouter([
    {
      Component: RootFrame,
      ErrorBoundary: RouteFailure,
      HydrateFallback: () => null,
      children: [{ ErrorBoundary: RouteFailure, children: pages }],
    },
  ]);
}

/** Waits until the files of the first page are there, or it is known that they will not be. */
export async function whenReady(router: ReturnType<typeof createRouter>): Promise<void> {
  if (router.state.initialized) return;
  await new Promise<void>((resolve) => {
    const stop = router.subscribe(({ initialized }) => {
      if (!initialized) return;
      stop();
      resolve();
    });
  });
}
