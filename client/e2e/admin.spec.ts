import type { Page } from '@playwright/test';
import { expect, signUp, test, unique } from './journey.ts';

async function enter(page: Page, email = 'admin@example.com'): Promise<void> {
  await page.goto('/admin');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill('conduit-demo');
  await page.getByRole('button', { name: 'Sign in' }).click();
}

test('without JavaScript, staff find somebody, suspend and restore them, and read the jobs', async ({
  page,
  openBrowser,
}) => {
  const name = unique('plain');
  await signUp(page, name);

  const staff = await openBrowser({ javaScriptEnabled: false });
  await enter(staff);
  await staff.getByRole('link', { name: 'Users' }).first().click();
  await staff.getByLabel(/whose name or e-mail contains/).fill(name);
  await staff.getByRole('button', { name: 'Show' }).click();
  await staff.getByRole('link', { name }).click();
  await staff.getByRole('link', { name: /^Suspend/ }).click();
  await staff.getByRole('button', { name: `Suspend ${name}` }).click();
  await expect(staff.getByRole('status')).toHaveText('Suspended. All sessions have ended.');
  await staff.getByRole('link', { name: /^Restore/ }).click();
  await staff.getByRole('button', { name: `Restore ${name}` }).click();
  await expect(staff.getByRole('main')).toContainText('users.restored');
  await staff.getByRole('link', { name: 'Jobs' }).first().click();
  await expect(staff.getByRole('heading', { level: 1 })).toBeVisible();
});

test('the figures of the first page move while one looks at them', async ({ page, openBrowser }) => {
  const staff = await openBrowser();
  await enter(staff);
  const users = staff.locator('main').getByText('Users', { exact: true }).locator('..');
  const before = Number((await users.textContent())?.replaceAll(/\D/g, ''));
  await signUp(page, unique('counted'));
  await expect(users).toContainText(String(before + 1));
});

test.describe('somebody who is no staff', () => {
  test.use({ tolerated: /status of 403/ });
  test('is told why they cannot enter', async ({ page }) => {
    await enter(page, 'reader@example.com');
    await expect(page.getByRole('main')).toContainText(/staff/i);
    await page.goto('/admin/users');
    await expect(page.getByRole('heading', { name: 'Users' })).toHaveCount(0);
  });
});
