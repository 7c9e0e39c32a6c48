import type { Page } from '@playwright/test';

/** Every page that anybody can open; a journey visits each in both languages, light and dark, narrow and wide. */
export const visitorPages: readonly string[] = [
  '/',
  '/?page=2',
  '/article/the-hand-lens',
  '/article/never-written',
  '/profile/maren',
  '/profile/maren/favorites',
  '/profile/maren/followers',
  '/profile/maren/following',
  '/tags',
  '/tag/craft',
  '/search',
  '/search?q=bread',
  '/sign-in',
  '/sign-up',
  '/forgot-password',
  '/reset-password',
  '/verify-email',
  '/confirm-email',
  '/nowhere',
];

/** Every page as somebody sees it who is signed in. */
export const memberPages: readonly string[] = [
  '/',
  '/?feed=following',
  '/article/the-hand-lens',
  '/profile/maren',
  '/profile/wren',
  '/editor',
  '/drafts',
  '/notifications',
  '/settings',
  '/settings/profile',
  '/settings/email',
  '/settings/password',
  '/settings/two-factor',
  '/settings/sessions',
  '/settings/language',
  '/settings/notifications',
  '/settings/data',
  '/settings/delete',
];

/** A page with much to do on it, for whoever walks through it by the keyboard. */
export const keyboardPage = '/article/the-hand-lens';

/** Pages that are nobody's before somebody makes them, as that of a draft; answers their addresses. */
export async function makePages(page: Page): Promise<string[]> {
  await page.goto('/editor');
  await page.locator('textarea[name=title]').fill('On being looked at');
  await page
    .locator('textarea[name=body]')
    .fill('With `code`, and more:\n\n```ts\nconst wide = 1;\n```\n\n![](/none.webp)');
  await page.waitForURL('**/draft/*');
  return [new URL(page.url()).pathname];
}
