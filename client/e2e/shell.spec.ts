import { expect, test } from './journey.ts';

test('a German browser is greeted in German at once, and the choice of a visitor is kept', async ({ openBrowser }) => {
  const page = await openBrowser({ locale: 'de-AT' });
  const foreign: string[] = [];
  page.on('request', (request) => {
    if (/\/english-/.test(request.url())) foreign.push(request.url());
  });
  await page.goto('/');
  await expect(page.getByRole('link', { name: 'Anmelden' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  expect(foreign, 'files of a language that nobody asked for').toEqual([]);

  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
});

test('a newer release is offered without interrupting anybody', async ({ page }) => {
  await page.clock.install();
  await page.route('**/_status/version', (route) =>
    route.fulfill({ json: { version: '9.9.9', client: 'index-newer' } }),
  );
  await page.goto('/sign-up');
  await page.getByLabel('Username').fill('half-typed');
  await page.clock.runFor(11 * 60_000);
  await expect(page.getByText('A new version is here.')).toBeVisible();
  await expect(page.getByLabel('Username')).toHaveValue('half-typed');
  await expect(page.getByLabel('Username')).toBeFocused();
});

test.describe('a page whose program a deploy took away', () => {
  test.use({ tolerated: /ERR_FAILED|dynamically imported module/ });

  test('is fetched anew, once, at the address that was gone to', async ({ page }) => {
    await page.goto('/');
    let reloads = 0;
    await page.route(/\/static\/sign-up-page-[\w-]+\.js/, (route) =>
      reloads === 0 ? route.abort() : route.continue(),
    );
    page.on('framenavigated', () => {
      reloads += 1;
    });
    reloads = 0;
    await page.evaluate(() => Object.assign(window, { isOld: true }));
    await page.getByRole('link', { name: 'Sign up' }).first().click();
    await expect(page.getByRole('heading', { name: 'Sign up', level: 1 })).toBeVisible();
    await expect(page).toHaveURL(/\/sign-up$/);
    expect(await page.evaluate(() => 'isOld' in window)).toBe(false);
  });
});
