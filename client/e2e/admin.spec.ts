import { enterAdmin } from './enter-admin.ts';
import { expect, signUp, test, unique } from './journey.ts';

test('without JavaScript, staff find somebody, suspend and restore them, and read the jobs', async ({
  page,
  openBrowser,
}) => {
  const name = unique('plain');
  await signUp(page, name);

  const staff = await openBrowser({ javaScriptEnabled: false });
  await enterAdmin(staff);
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
  await enterAdmin(staff);
  const users = staff.locator('main').getByText('Users', { exact: true }).locator('..');
  const before = Number((await users.textContent())?.replaceAll(/\D/g, ''));
  await signUp(page, unique('counted'));
  await expect(users).toContainText(String(before + 1));
});

test('a live page is paused by the keyboard, says what waits and catches up, and says when it is live no more', async ({
  page,
  openBrowser,
}) => {
  const staff = await openBrowser();
  await enterAdmin(staff);
  const sign = staff.getByRole('main').getByRole('status');
  await expect(sign).toHaveText('Live');
  const users = staff.locator('main').getByText('Users', { exact: true }).locator('..');
  const before = Number((await users.textContent())?.replaceAll(/\D/g, ''));

  await staff.getByRole('button', { name: 'Pause' }).focus();
  await staff.keyboard.press('Enter');
  await expect(sign).toHaveText(/^Paused at \d\d:\d\d:\d\d UTC$/);
  await signUp(page, unique('waited'));
  const resume = staff.getByRole('button', { name: /^Resume, \d+ changes? waits?$/ });
  await expect(resume).toBeFocused();
  await expect(users).toContainText(String(before));
  await staff.keyboard.press('Enter');
  await expect(users).toContainText(String(before + 1));
  await expect(sign).toHaveText('Live');

  await staff.context().setOffline(true);
  await expect(sign).toHaveText(/^Not live since/);
  await staff.context().setOffline(false);
  await expect(sign).toHaveText('Live');
});

test('without JavaScript a page says of when its figures are, and shows no button that does nothing', async ({
  openBrowser,
}) => {
  const staff = await openBrowser({ javaScriptEnabled: false });
  await enterAdmin(staff);
  await expect(staff.getByRole('main').getByRole('status')).toHaveText(/^As of \d\d:\d\d:\d\d UTC/);
  await expect(staff.getByRole('button', { name: 'Pause' })).toHaveCount(0);
});

test.describe('somebody who is no staff', () => {
  test.use({ tolerated: /status of 403/ });
  test('is told why they cannot enter', async ({ page }) => {
    await enterAdmin(page, { email: 'reader@example.com' });
    await expect(page.getByRole('main')).toContainText(/staff/i);
    await page.goto('/admin/users');
    await expect(page.getByRole('heading', { name: 'Users' })).toHaveCount(0);
  });
});
