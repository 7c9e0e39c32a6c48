import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './journey.ts';
import { entryOf, openTry } from './reference.ts';

test('a name, a field, an error or a path is found as it is typed, and Enter goes there', async ({ page }) => {
  await page.goto('/api/docs');
  await page.keyboard.press('/');
  const field = page.getByRole('combobox', { name: 'Search' });
  await expect(field).toBeFocused();
  const first = page.getByRole('option').first();
  for (const [typed, found] of [
    ['byslug', 'articles.bySlug'],
    ['TWO_FACTOR_REQUIRED', 'accounts.signIn'],
    ['/search', 'search.articles'],
    ['favoritedBy', 'articles.list'],
    ['notifications.created', 'notifications.created'],
    ['save revision', 'drafts.save'],
    ['idempotency_conflict', 'IDEMPOTENCY_CONFLICT'],
  ] as const) {
    await field.fill(typed);
    await expect(first, typed).toContainText(found);
  }
  await field.fill('nowhere to be found');
  await expect(page.getByText('Nothing holds that.')).toBeVisible();
  await field.fill('comments');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  const chosen = page.getByRole('option', { selected: true });
  await expect(chosen).toHaveCount(1);
  const name = (await chosen.locator('code').first().textContent()) ?? '';
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`/api/docs#${name}`);
  await expect(entryOf(page, name).locator('> summary')).toBeFocused();
  await expect(entryOf(page, name).getByRole('heading', { name: 'Answer' })).toBeInViewport();

  await page.keyboard.press('/');
  await page.keyboard.type('slug');
  await page.keyboard.press('Escape');
  await expect(field).toHaveValue('');
  await expect(page.getByRole('option')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(field).not.toBeFocused();
});

test('an address leads to a procedure, to an event and to an error, and what is opened becomes the address', async ({
  page,
}) => {
  await page.goto('/api/docs#articles.bySlug');
  await expect(entryOf(page, 'articles.bySlug').getByText('GET /api/articles/{slug}').first()).toBeInViewport();
  await expect(page.locator('.contents [aria-current=true]')).toHaveText('bySlug');
  await page.goto('/api/docs#event/comments.written');
  await expect(entryOf(page, 'event/comments.written').getByRole('heading', { name: 'Payload' })).toBeInViewport();
  await page.goto('/api/docs#error/STALE_CLIENT');
  await expect(page.getByText('This page is older than the server.')).toBeInViewport();
  await page.goto('/api/docs');
  await entryOf(page, 'accounts.me').locator('> summary').click();
  await expect(page).toHaveURL('/api/docs#accounts.me');
  await entryOf(page, 'accounts.me').locator('> summary').click();
  await expect(page).toHaveURL('/api/docs');
});

test('the two faces of the contract lead to each other', async ({ page }) => {
  await page.goto('/api/docs#articles.create');
  await page.getByRole('link', { name: 'POST /api/articles', exact: true }).click();
  await expect(page).toHaveURL('/api/docs/rest#/Articles/articlesCreate');
  await expect(page.locator('#operations-Articles-articlesCreate .opblock-body')).toBeVisible();
  await page.getByRole('link', { name: 'Typed reference' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The typed reference');
});

test('a piece of code is copied as it stands', async ({ openBrowser }) => {
  const page = await openBrowser({ permissions: ['clipboard-read', 'clipboard-write'] });
  await page.goto('/api/docs#articles.bySlug');
  await entryOf(page, 'articles.bySlug').getByRole('button', { name: 'Copy' }).first().click();
  await expect(entryOf(page, 'articles.bySlug').getByRole('button', { name: 'Copied' })).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain('await api.articles.bySlug.query({');
});

test('without JavaScript the reference is a long page whose places open, and nothing is offered that cannot be done', async ({
  openBrowser,
}) => {
  const page = await openBrowser({ javaScriptEnabled: false });
  await page.goto('/api/docs#articles.bySlug');
  const entry = entryOf(page, 'articles.bySlug');
  await expect(entry.getByText('ARTICLE_NOT_FOUND').first()).toBeVisible();
  await expect(entry.getByText('await api.articles.bySlug.query({')).toBeVisible();
  await expect(entry.getByText('Try it')).toBeHidden();
  await expect(page.locator('#find')).toBeHidden();
  await entryOf(page, 'tags.list').locator('> summary').click();
  await expect(entryOf(page, 'tags.list').getByText('Everybody. Who asks is never known').first()).toBeVisible();
  await page.getByRole('navigation', { name: 'Contents' }).getByText('Drafts').click();
  await page.getByRole('navigation', { name: 'Contents' }).getByRole('link', { name: 'schedule', exact: true }).click();
  await expect(entryOf(page, 'drafts.schedule').getByRole('heading', { name: 'Input' })).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the reference can be used by everybody (${colorScheme})`, async ({ openBrowser }) => {
    test.setTimeout(300_000);
    const page = await openBrowser({ colorScheme, viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce' });
    const entry = await openTry(page, 'articles.edit');
    await entry.getByRole('button', { name: 'Call…' }).click();
    await expect(entry.getByRole('group', { name: 'Before it is called' })).toBeVisible();
    await inspect(page);
    await page.getByRole('combobox', { name: 'Search' }).fill('article');
    await expect(page.getByRole('option').first()).toBeVisible();
    await inspect(page);
    const phone = await openBrowser({ colorScheme, viewport: { width: 390, height: 780 }, reducedMotion: 'reduce' });
    await phone.goto('/api/docs#accounts.signIn');
    await phone.getByText('Contents', { exact: true }).click();
    await inspect(phone);
  });
}

test('the reference fits whatever it is read on, with everything unfolded', async ({ page }) => {
  test.setTimeout(300_000);
  await page.goto('/api/docs');
  await page.evaluate(() => {
    for (const fold of document.querySelectorAll('details')) fold.open = true;
  });
  for (const width of [320, 390, 1280, 1920]) {
    await page.setViewportSize({ width, height: 900 });
    expect(await overflow(page), `what stands out at the side at ${width} px`).toBe(0);
  }
});

test('on a phone the contents fold away over the page, and whoever chose has seen them', async ({ openBrowser }) => {
  const phone = await openBrowser({ viewport: { width: 390, height: 780 } });
  await phone.goto('/api/docs');
  const contents = phone.getByRole('navigation', { name: 'Contents' });
  await expect(contents).toBeHidden();
  await phone.getByText('Contents', { exact: true }).click();
  await contents.getByText('Tags').click();
  await contents.getByRole('link', { name: 'list' }).and(phone.locator('[href="#tags.list"]')).click();
  await expect(contents).toBeHidden();
  await expect(entryOf(phone, 'tags.list').locator('> summary')).toBeInViewport();
});

/** How far the page is wider than its window. */
async function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** One feature stands for all: they are drawn by one template, and axe takes half a minute for the whole page. */
async function inspect(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).exclude('.group:not(:has(> .entry[open]), #errors)').analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
  expect.soft(found, 'what axe finds').toEqual([]);
}
