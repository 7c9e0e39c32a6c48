import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContextOptions, Page } from '@playwright/test';
import { seriousOn } from './inspect.ts';
import { expect, test } from './journey.ts';
import { keyboardPage, makePages, memberPages, visitorPages } from './pages.ts';
import { walkThrough } from './walk.ts';

// Pages that are about something missing are answered 404, and a browser says so.
test.use({ tolerated: /status of 404/ });

const phone = { width: 390, height: 780 };
const desk = { width: 1280, height: 900 };

/** Either language, either appearance and either width of every page, in two visits rather than eight. */
const circumstances: BrowserContextOptions[] = [
  { locale: 'en-GB', colorScheme: 'light', viewport: desk },
  { locale: 'de-DE', colorScheme: 'dark', viewport: phone },
];

for (const options of circumstances) {
  const name = `${options.locale}, ${options.colorScheme}, ${options.viewport?.width} px`;

  test(`every page a visitor sees can be used by everybody (${name})`, async ({ openBrowser }) => {
    test.setTimeout(300_000);
    const page = await openBrowser({ ...options, reducedMotion: 'reduce' });
    for (const path of visitorPages) await inspect(page, path, options);
  });

  test(`every page a member sees can be used by everybody (${name})`, async ({ openBrowser }) => {
    test.setTimeout(300_000);
    const page = await openBrowser({ ...options, reducedMotion: 'reduce' });
    await signIn(page);
    for (const path of [...memberPages, ...(await makePages(page))]) await inspect(page, path, options);
  });
}

async function inspect(page: Page, path: string, { locale, viewport }: BrowserContextOptions): Promise<void> {
  await open(page, path);
  expect.soft(await page.locator('html').getAttribute('lang'), path).toBe(locale?.slice(0, 2));
  expect.soft(await seriousOn(new AxeBuilder({ page })), `what axe finds on ${path}`).toEqual([]);
  for (const width of [320, 2560]) {
    await page.setViewportSize({ width, height: 900 });
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect.soft(overflow, `what of ${path} stands out at the side at ${width} px`).toBeLessThanOrEqual(0);
  }
  if (viewport) await page.setViewportSize(viewport);
}

async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.locator('h1').first()).toBeAttached();
  await expect(page.locator('main .skeleton')).toHaveCount(0);
}

async function signIn(page: Page): Promise<void> {
  await page.goto('/sign-in');
  await page.locator('input[name=email]').fill('reader@example.com');
  await page.locator('input[name=password]').fill('conduit-demo');
  await page.locator('button[type=submit]').click();
  await expect(page.locator('.main-nav-members')).toBeVisible();
}

test('the keyboard reaches everything of a page in its order, sees where it is, and is nowhere caught', async ({
  page,
}) => {
  await open(page, keyboardPage);
  const walked = await walkThrough(page);
  expect(walked[0]).toBe('Skip to the content');
  expect(walked.length).toBeGreaterThan(8);
});

test('where the system draws in its own colours, a button keeps an edge and a chosen thing its mark', async ({
  openBrowser,
}) => {
  const page = await openBrowser({ forcedColors: 'active' });
  await open(page, '/sign-in');
  const edge = await page.locator('button.button').evaluate((button) => getComputedStyle(button).borderTopStyle);
  expect(edge).toBe('solid');
  const chosen = page.locator('.switch [aria-pressed=true]');
  expect(await chosen.evaluate((button) => getComputedStyle(button).textDecorationLine)).toBe('underline');
});
