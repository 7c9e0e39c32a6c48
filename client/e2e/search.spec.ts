import { expect, test } from './journey.ts';

test('the keyboard alone finds an article, opens it, and comes back to what was found', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('list', { name: 'Articles' }).getByRole('listitem').first()).toBeVisible();
  await page.keyboard.press('/');
  await expect(page).toHaveURL('/search');
  const field = page.getByRole('searchbox');
  await expect(field).toBeFocused();
  await page.keyboard.type('moss nor');
  const result = page.getByRole('link', { name: 'Moss on the North Wall' });
  await expect(result).toBeVisible();
  await expect(page.locator('mark').first()).toHaveText('Moss');
  await page.keyboard.press('ArrowDown');
  await expect(result).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Moss on the North Wall', level: 1 })).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL('/search?q=moss+nor');
  await expect(field).toHaveValue('moss nor');
  await expect(result).toBeVisible();
  // All that was typed is one step of the history.
  await page.goBack();
  await expect(page).toHaveURL('/');
});

test('a search is narrowed by a tag, widened again, and says so where nothing is found', async ({ page }) => {
  await page.goto('/search?q=moss');
  const results = page.getByRole('list', { name: 'Results' }).getByRole('listitem');
  await expect(results).not.toHaveCount(1);
  await page.getByRole('link', { name: 'tagged travel' }).click();
  await expect(results).toHaveCount(1);
  await page.getByRole('link', { name: 'Remove “tagged travel”' }).click();
  await expect(results).not.toHaveCount(1);
  await page.getByRole('searchbox').fill('nothinglikethis');
  await expect(page.getByText('Nothing holds “nothinglikethis”.')).toBeVisible();
  await page.getByRole('link', { name: 'Look through the tags' }).click();
  await expect(page.getByRole('heading', { name: 'Tags', level: 1 })).toBeVisible();
});

test('an article offers what to read next', async ({ page }) => {
  await page.goto('/article/moss-on-the-north-wall');
  const next = page.getByRole('region', { name: 'Read next' }).getByRole('link').first();
  const title = (await next.textContent()) ?? '';
  await next.click();
  await expect(page.getByRole('heading', { name: title, level: 1 })).toBeVisible();
});

test('a crawler finds an article described in its head, and a browser keeps one title and no head of another page', async ({
  page,
  request,
}) => {
  const served = await (await request.get('/article/the-hand-lens', { headers: { accept: 'text/html' } })).text();
  expect(served).toContain('<title data-head>The Hand Lens · Conduit</title>');
  for (const name of ['og:title', 'og:description', 'og:url', 'twitter:card', 'canonical', 'description']) {
    expect(served).toContain(`"${name}"`);
  }
  await page.goto('/article/the-hand-lens');
  await expect(page).toHaveTitle('The Hand Lens · Conduit');
  await expect(page.locator('head title')).toHaveCount(1);
  await expect(page.locator('link[rel=canonical]')).toHaveCount(1);
  await page.getByRole('link', { name: 'Conduit, front page' }).click();
  await expect(page).toHaveTitle('Conduit');
  await expect(page.locator('link[rel=canonical]')).toHaveCount(0);
  expect((await request.get('/article/never-written', { headers: { accept: 'text/html' } })).status()).toBe(404);
});

for (const width of [320, 1280]) {
  test(`the pages of search and tags fit ${width} px`, async ({ openBrowser }) => {
    const page = await openBrowser({ viewport: { width, height: 700 } });
    for (const path of ['/search', '/search?q=moss', '/search?q=x&tag=y&author=z', '/tags', '/tag/craft']) {
      await page.goto(path);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await page.waitForLoadState('networkidle');
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow, `what of ${path} stands out at the side`).toBeLessThanOrEqual(0);
    }
  });
}
