import type { Page } from '@playwright/test';

/** Signs in at the door of the control room, on the way to a page of it. */
export async function enterAdmin(page: Page, { email = 'admin@example.com', path = '/admin' } = {}): Promise<void> {
  await page.goto(path);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill('conduit-demo');
  await page.getByRole('button', { name: 'Sign in' }).click();
}
