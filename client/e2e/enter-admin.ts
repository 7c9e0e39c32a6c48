import type { Page } from '@playwright/test';

/** Signs in at the door of the control room. */
export async function enterAdmin(page: Page, email = 'admin@example.com'): Promise<void> {
  await page.goto('/admin');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill('conduit-demo');
  await page.getByRole('button', { name: 'Sign in' }).click();
}
