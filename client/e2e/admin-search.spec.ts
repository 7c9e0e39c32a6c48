import { enterAdmin } from './enter-admin.ts';
import { expect, test } from './journey.ts';

test('staff open the palette by a key, choose with the arrows, and are there', async ({ page }) => {
  await enterAdmin(page);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  for (const key of ['/', 'Control+k']) {
    await page.keyboard.press(key);
    await expect(page.getByRole('dialog')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
  }
  await page.keyboard.press('Control+k');
  await page.keyboard.type('wren');
  await expect(page.getByRole('dialog').getByRole('link', { name: 'wren' })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'wren', level: 1 })).toBeVisible();

  // In a field, a slash is a slash.
  await page.goto('/admin/users');
  await page.getByLabel(/whose name or e-mail contains/).fill('');
  await page.getByLabel(/whose name or e-mail contains/).press('/');
  await expect(page.getByRole('dialog')).toBeHidden();

  await page.keyboard.press('Control+k');
  await page.keyboard.type('audi');
  await expect(page.getByRole('dialog').getByRole('link', { name: 'Audit' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Audit', level: 1 })).toBeVisible();
});

test('what the palette found is told as a status, and Enter opens nothing that was found of another text', async ({
  page,
}) => {
  await enterAdmin(page);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog');
  await palette.getByRole('searchbox').fill('wren');
  await expect(palette.getByRole('link', { name: 'wren' })).toBeVisible();
  await expect(palette.getByRole('status')).toHaveText(/^\d+ shown$/);
  await palette.getByRole('searchbox').fill('xyzzy');
  await palette.getByRole('searchbox').press('Enter');
  await expect(page.getByRole('heading', { name: 'Search', level: 1 })).toBeVisible();
  await expect(page.getByRole('main')).toContainText('Nothing holds “xyzzy”');
});

test('without JavaScript the field in the rail leads to the same search, as a page', async ({ openBrowser }) => {
  const staff = await openBrowser({ javaScriptEnabled: false });
  await enterAdmin(staff);
  await staff.getByPlaceholder('Search').first().fill('wren');
  await staff.getByPlaceholder('Search').first().press('Enter');
  await staff.getByRole('main').getByRole('link', { name: 'wren' }).click();
  await expect(staff.getByRole('heading', { name: 'wren', level: 1 })).toBeVisible();
});
