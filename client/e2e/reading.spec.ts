import { expect, test } from './journey.ts';

test('a visitor reads an article, goes on by its tag, and comes back to where they were', async ({ page }) => {
  await page.goto('/');
  const list = page.getByRole('list', { name: 'Articles' });
  const first = list.getByRole('listitem').first();
  await expect(first).toBeVisible();
  const title = (await first.getByRole('heading').textContent()) ?? '';
  await first.getByRole('link', { name: title, exact: true }).click();
  await expect(page.getByRole('heading', { name: title, level: 1 })).toBeVisible();
  await expect(page).toHaveTitle(new RegExp(title.slice(0, 20)));
  await page.goBack();
  await page.getByRole('link', { name: /^bread, \d+ articles$/ }).click();
  await expect(page.getByRole('heading', { name: 'bread', level: 1 })).toBeVisible();
  await expect(page.getByRole('link', { name: 'A Starter Kept in a Jam Jar', exact: true })).toBeVisible();
});

test('a visitor’s first page shows all it has without a call', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto('/');
  await expect(page.getByRole('list', { name: 'Articles' }).getByRole('listitem').first()).toBeVisible();
  await expect(page.getByRole('link', { name: /^bread, \d+ articles$/ })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible();
  expect(asked.filter((path) => path.startsWith('/api/'))).toEqual([]);
  await page.goto('/article/the-hand-lens');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Sign in' }).first()).toBeVisible();
  // Only the stream of what happens while one reads, and what may have been missed before it stood.
  const calls = asked.filter((path) => path.startsWith('/api/'));
  expect(calls.filter((path) => !/live\.events|trpc\/comments\.list$/.test(path))).toEqual([]);
});

test('an address that leads nowhere says so and offers a way on', async ({ page }) => {
  await page.goto('/nowhere/at/all');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.getByRole('main').getByRole('link').first().click();
  await expect(page).toHaveURL('/');
});

test.describe('an article that is not there', () => {
  test.use({ tolerated: /status of 404/ });
  test('is said to be gone', async ({ page }) => {
    await page.goto('/article/never-written');
    await expect(page.getByRole('heading', { name: 'There is no article at this address' })).toBeVisible();
  });
});

test('every page fits a phone of 320 px', async ({ openBrowser }) => {
  const phone = await openBrowser({ viewport: { width: 320, height: 700 } });
  for (const path of [
    '/',
    '/article/the-hand-lens',
    '/profile/maren',
    '/tag/craft',
    '/sign-in',
    '/sign-up',
    '/nowhere',
  ]) {
    await phone.goto(path);
    await expect(phone.getByRole('heading', { level: 1 })).toBeAttached();
    // The faces come after the words, and their stand-ins may be a hair wider.
    const overflow = () =>
      phone.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    await expect.poll(overflow, `what of ${path} stands out at the side`).toBeLessThanOrEqual(0);
  }
});

test('one’s own feed shows those one follows, and calls nothing new that was there when it opened', async ({
  page,
}) => {
  await page.goto('/sign-in?return=%2F%3Ffeed%3Dfollowing');
  await page.getByLabel('E-mail').fill('reader@example.com');
  await page.getByLabel('Password').fill('conduit-demo');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('link', { name: 'Your feed' })).toHaveAttribute('aria-current', 'page');
  await page.reload();
  await expect(page.getByRole('list', { name: 'Articles' }).getByRole('listitem').first()).toBeVisible();
  await expect(page.getByRole('button', { name: /new article/ })).toHaveCount(0);
});
