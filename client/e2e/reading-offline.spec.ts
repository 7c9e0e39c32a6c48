import { expect, test } from './journey.ts';

test.describe('without a connection', () => {
  test.use({ tolerated: /ERR_INTERNET_DISCONNECTED|Failed to fetch/ });

  test('an open page keeps what it loaded, says so, refuses to write in plain words, and goes on when it is back', async ({
    page,
  }) => {
    await page.goto('/sign-in');
    await page.getByLabel('E-mail').fill('reader@example.com');
    await page.getByLabel('Password').fill('conduit-demo');
    await page.getByRole('button', { name: 'Sign in' }).click();
    const list = page.getByRole('list', { name: 'Articles' });
    await expect(list).toBeVisible();
    const title = (await list.getByRole('heading').first().textContent()) ?? '';
    await list.getByRole('link', { name: title, exact: true }).click();
    await expect(page.getByRole('heading', { name: title, level: 1 })).toBeVisible();
    await expect(page.getByLabel('Your comment')).toBeVisible();

    await page.context().setOffline(true);
    await expect(page.getByText('No connection. What is loaded can still be read')).toBeVisible();
    await page.goBack();
    await expect(list.getByRole('link', { name: title, exact: true })).toBeVisible();
    await page.goForward();
    await page.getByLabel('Your comment').fill('Written in a tunnel.');
    await page.getByRole('button', { name: 'Post comment' }).click();
    await expect(page.getByText('There is no connection. Try again once you are connected again.')).toBeVisible();
    await expect(page.getByLabel('Your comment')).toHaveValue('Written in a tunnel.');

    // What was shown at once is taken back, and the reason is said.
    const favorite = page.getByRole('button', { name: /^Favorite/ }).first();
    const before = await favorite.getAttribute('aria-pressed');
    await favorite.click();
    await expect(page.getByRole('log')).toContainText('There is no connection.');
    await expect(favorite).toHaveAttribute('aria-pressed', before ?? 'false');

    await page.context().setOffline(false);
    await expect(page.getByText('No connection. What is loaded can still be read')).toBeHidden();
    await page.getByRole('button', { name: 'Post comment' }).click();
    await expect(page.getByRole('list', { name: 'Comments' }).getByText('Written in a tunnel.').first()).toBeVisible();
    await expect(page.getByLabel('Your comment')).toHaveValue('');
  });
});

test('the way back leads to where one was, and a new page begins at its top', async ({ page }) => {
  await page.setViewportSize({ width: 1000, height: 700 });
  await page.goto('/');
  const items = page.getByRole('list', { name: 'Articles' }).getByRole('heading');
  await expect(items.first()).toBeVisible();
  // As far as one has to scroll to click there: what comes late above it may move it once more.
  await page.waitForLoadState('networkidle');
  await items.nth(6).getByRole('link').hover();
  const was = await page.evaluate(() => scrollY);
  expect(was).toBeGreaterThan(300);
  const title = (await items.nth(6).textContent()) ?? '';
  await items.nth(6).getByRole('link').click();
  await expect(page.getByRole('heading', { name: title, level: 1 })).toBeVisible();
  await expect.poll(async () => page.evaluate(() => scrollY)).toBe(0);
  await page.goBack();
  await expect(items.nth(6)).toBeVisible();
  await expect.poll(async () => Math.abs((await page.evaluate(() => scrollY)) - was)).toBeLessThan(40);
});
