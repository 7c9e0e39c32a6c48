import type { Page } from '@playwright/test';
import { expect, password, signUp, test, unique } from './journey.ts';
import { codeOf } from './totp.ts';

// A missing code, a wrong one and a session that ended are answered so, and a browser says so in its log; it says as well
// that the frame in which the admin shows a mail runs no script and shares nothing.
test.use({ tolerated: /status of 40[13]|frame is sandboxed|origin-keyed agent cluster/ });

async function signIn(page: Page, username: string, secret = password): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(`${username}@example.com`);
  await page.getByLabel('Password').fill(secret);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

async function isIn(page: Page, username: string): Promise<void> {
  await expect(page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: username })).toBeVisible();
}

/** Reads in the admin the newest mail of a template to somebody, and returns the link in it. */
async function mailedLink(staff: Page, template: string, username: string): Promise<string> {
  await staff.goto('/admin/mail');
  if (staff.url().includes('sign-in')) {
    await staff.getByLabel('E-mail').fill('admin@example.com');
    await staff.getByLabel('Password').fill('conduit-demo');
    await staff.getByRole('button', { name: 'Sign in' }).click();
  }
  // The list does not tell whole addresses: the mail itself names its reader.
  const text = staff.locator('.mail-text');
  await expect(async () => {
    await staff.goto(`/admin/mail?template=${encodeURIComponent(template)}&state=kept`);
    // Where it is not written yet there is no row, and the list has to be read again.
    await staff.getByRole('rowheader').first().getByRole('link').click({ timeout: 1000 });
    await expect(text).toContainText(username, { timeout: 1000 });
  }).toPass();
  const href = await text.getByRole('link').first().getAttribute('href');
  return href ?? '';
}

test('somebody who forgot their password sets a new one by the mail, and an address is confirmed by another', async ({
  page,
  openBrowser,
}) => {
  const name = unique('forgetful');
  await signUp(page, name);
  await expect(page.getByRole('status').filter({ hasText: 'Confirm' })).toBeVisible();
  const staff = await openBrowser();
  await page.goto(await mailedLink(staff, 'accounts/verify-email', name));
  await page.getByRole('button', { name: 'Confirm the address' }).click();
  await expect(page.getByRole('heading', { name: 'Your address is confirmed' })).toBeFocused();
  await page.getByRole('link', { name: 'To the front page' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Confirm' })).toHaveCount(0);

  const elsewhere = await openBrowser();
  await elsewhere.goto('/sign-in');
  await elsewhere.getByRole('link', { name: 'Forgotten your password?' }).click();
  await expect(elsewhere.getByRole('heading', { name: 'Forgotten password' })).toBeFocused();
  await elsewhere.getByLabel('E-mail').fill(`${name}@example.com`);
  await elsewhere.keyboard.press('Enter');
  await expect(elsewhere.getByRole('heading', { name: 'Look into your mail' })).toBeFocused();
  const link = await mailedLink(staff, 'accounts/reset-password', name);
  await elsewhere.goto(link);
  await elsewhere.getByLabel('New password').fill('short');
  await elsewhere.keyboard.press('Enter');
  await expect(elsewhere.getByText('New password is too short')).toBeVisible();
  await elsewhere.getByLabel('New password').fill('staple, corrected');
  await elsewhere.keyboard.press('Enter');
  await expect(elsewhere.getByRole('heading', { name: 'Your password is set' })).toBeFocused();
  expect(elsewhere.url()).not.toContain('token');
  await signIn(elsewhere, name, 'staple, corrected');
  await isIn(elsewhere, name);
  // The browser that was signed in before is not any more.
  await page.goto('/settings/sessions');
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
});

test('two-factor sign-in is set up, asked for, passed with a code and with a recovery code, and turned off', async ({
  page,
  openBrowser,
}) => {
  const name = unique('careful');
  await signUp(page, name);
  await page.goto('/settings/two-factor');
  await page.getByLabel('Current password').fill(password);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('img', { name: 'QR code of the secret' })).toBeVisible();
  const secret = (await page.locator('.secret').textContent()) ?? '';
  await expect(page.getByLabel('Code')).toBeFocused();
  await page.getByLabel('Code').fill('000000');
  await page.keyboard.press('Enter');
  await expect(page.getByText('This code is not right')).toBeVisible();
  await page.getByLabel('Code').fill(codeOf(secret));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Recovery codes' })).toBeFocused();
  const codes = await page.locator('.recovery-codes code').allTextContents();
  expect(codes).toHaveLength(10);
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download' }).click();
  expect((await download).suggestedFilename()).toBe('conduit-recovery-codes.txt');
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await expect(page.getByText('10 recovery codes are left.')).toBeVisible();

  const other = await openBrowser();
  await signIn(other, name);
  await expect(other.getByLabel('Code')).toBeFocused();
  await other.getByLabel('Code').fill('999999');
  await other.keyboard.press('Enter');
  await expect(other.getByText('This code is not right')).toBeVisible();
  // The half minute of the code above is used: the next one's counts already.
  await other.getByLabel('Code').fill(codeOf(secret, Date.now() + 30_000));
  await other.keyboard.press('Enter');
  await isIn(other, name);

  const third = await openBrowser();
  await signIn(third, name);
  await third.getByLabel('Code').fill(codes[0] ?? '');
  await third.keyboard.press('Enter');
  await isIn(third, name);

  await page.reload();
  await expect(page.getByText('9 recovery codes are left.')).toBeVisible();
  await page.getByRole('button', { name: 'Turn it off' }).click();
  await page.getByLabel('Current password').fill(password);
  await page.getByLabel('Code').fill(codes[1] ?? '');
  await page.keyboard.press('Enter');
  await expect(page.getByText('It is off: the password alone signs you in.')).toBeVisible();
});

test('a session elsewhere is seen and ended, and the page there says so', async ({ page, openBrowser }) => {
  const name = unique('everywhere');
  await signUp(page, name);
  const other = await openBrowser();
  await signIn(other, name);
  await isIn(other, name);
  await page.goto('/settings');
  await page.getByRole('link', { name: 'Sessions' }).click();
  await expect(page.getByText('This one')).toHaveCount(1);
  await page.getByRole('button', { name: /^Sign out Chrome/ }).click();
  await expect(page.getByText('You are signed in nowhere else.')).toBeVisible();
  await other.getByRole('link', { name: 'Settings', exact: true }).click();
  await other.getByRole('link', { name: 'Sessions' }).click();
  await expect(
    other
      .getByText(/session/i)
      .filter({ hasText: /ended|over/ })
      .first(),
  ).toBeVisible();
  await expect(other.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Sign in' })).toBeVisible();
});

test('an account is about to be deleted, says so on every page, and is kept after all', async ({ page }) => {
  const name = unique('leaving');
  await signUp(page, name);
  await page.goto('/settings/delete');
  await page.getByLabel('Current password').fill('not my password');
  await page.keyboard.press('Enter');
  await expect(page.getByText('This is not your password.')).toBeVisible();
  await page.getByLabel('Current password').fill(password);
  await page.getByRole('button', { name: 'Delete my account in 14 days' }).click();
  const bar = page.getByRole('status').filter({ hasText: 'Your account will be deleted on' });
  await expect(bar).toBeVisible();
  await page.goto('/');
  await bar.getByRole('button', { name: 'Keep the account' }).click();
  await expect(bar).toHaveCount(0);
});
