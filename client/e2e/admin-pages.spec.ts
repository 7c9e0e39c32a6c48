import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { enterAdmin } from './enter-admin.ts';
import { seriousOn } from './inspect.ts';
import { expect, signUp, test, unique } from './journey.ts';
import { walkThrough } from './walk.ts';

// The page of mail templates shows them in frames without scripts, in which what drives the browser tries one.
test.use({ tolerated: /Blocked script execution/ });

const desk = { width: 1280, height: 900 };
const phone = { width: 390, height: 780 };
/** So many are looked at of addresses that differ by what they are about alone: `jobs/7`, but `jobs/figures` too. */
const ofAKindMax = (kind: string): number => (kind.endsWith('/*') ? 2 : 1);

test('every page of the control room that a link leads to can be used by everybody', async ({ openBrowser }) => {
  test.setTimeout(600_000);
  const page = await openBrowser({ viewport: desk, colorScheme: 'light', reducedMotion: 'reduce' });
  await enterWithWork(page, openBrowser);
  const kinds = new Set<string>();
  for await (const path of crawl(page)) {
    await inspect(page, path);
    kinds.add(kindOf(path));
  }
  // The sections of the rail alone are more than ten; and there is what staff did, and the job that did it.
  expect(kinds.size).toBeGreaterThan(30);
  expect([...kinds]).toEqual(expect.arrayContaining(['admin/audit/*', 'admin/bulk/*', 'admin/jobs/*']));
});

test('without JavaScript every page that asks before a change has a form for it, with a button', async ({
  openBrowser,
}) => {
  test.setTimeout(300_000);
  const page = await openBrowser({ javaScriptEnabled: false });
  await enterWithWork(page, openBrowser);
  const asking: string[] = [];
  for await (const path of crawl(page)) {
    await expect(page.locator('h1').first(), path).toBeVisible();
    const [, , , step] = kindOf(path).split('/');
    if (step === undefined) continue;
    asking.push(step);
    // One that asks for something first, such as a name, says what will follow on the page after.
    const form = page.getByRole('main').locator('form:not([role="search"])');
    expect.soft(await form.getByRole('button').count(), `buttons of ${path}`).toBeGreaterThan(0);
  }
  expect(asking).toEqual(expect.arrayContaining(['suspend', 'role', 'delete', 'run', 'switch', 'undo']));
});

test('a table that one scrolls in keeps its head and its first column', async ({ openBrowser }) => {
  for (const viewport of [desk, phone]) {
    const page = await openBrowser({ viewport });
    await enterAdmin(page, { path: '/admin/contract' });
    const [table, head, first] = [
      page.locator('.table'),
      page.locator('thead th').first(),
      page.locator('tbody th').nth(30),
    ];
    await first.evaluate((cell) => cell.scrollIntoView({ block: 'center' }));
    await table.evaluate((element) => element.scrollTo({ left: 120, top: element.scrollTop }));
    const [box, place] = [await head.boundingBox(), await first.boundingBox()];
    expect(box?.y).toBeGreaterThanOrEqual(0);
    expect(box?.y).toBeLessThan(place?.y ?? 0);
    expect(place?.x).toBe(box?.x);
    await expect(head).toBeInViewport({ ratio: 1 });
  }
});

test('the keyboard alone goes through the pages of the control room, and sees where it is', async ({ openBrowser }) => {
  const page = await openBrowser({ reducedMotion: 'reduce' });
  await enterAdmin(page);
  for (const path of ['/admin', '/admin/users', '/admin/jobs?state=finished', '/admin/flags/signUps']) {
    await page.goto(path);
    const walked = await walkThrough(page);
    expect(walked[0], path).toBe('Skip to the content');
    expect(walked.length, path).toBeGreaterThan(20);
  }
});

/** Comes in after something was done, so that there are pages that tell of it. */
async function enterWithWork(page: Page, openBrowser: () => Promise<Page>): Promise<void> {
  const name = unique('crawled');
  await signUp(await openBrowser(), name);
  await enterAdmin(page, { path: `/admin/users?q=${name}` });
  await page.getByRole('link', { name: 'Suspend them' }).click();
  await page.getByRole('button', { name: /^Suspend/ }).click();
  await expect(async () => {
    await page.goto(page.url());
    await expect(page.getByRole('main')).toContainText('1 of 1', { timeout: 500 });
  }).toPass();
}

/** Goes from link to link, to so many pages of each kind, and says where it is. */
async function* crawl(page: Page): AsyncGenerator<string> {
  const kinds = new Map<string, number>();
  const waiting = ['/admin'];
  const known = new Set(waiting);
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    await page.goto(path);
    yield path;
    for (const link of await linksOf(page)) {
      const kind = kindOf(link);
      const count = kinds.get(kind) ?? 0;
      if (known.has(link) || count >= ofAKindMax(kind)) continue;
      kinds.set(kind, count + 1);
      known.add(link);
      waiting.push(link);
    }
  }
}

/** The pages that a page leads to; not what is downloaded, nor the same list with another question, but what is done to all of one. */
async function linksOf(page: Page): Promise<string[]> {
  const paths = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLAnchorElement>('a[href^="/admin"]')].map(
      ({ pathname, search }) => pathname + (pathname.includes('/all/') ? search : ''),
    ),
  );
  return paths.filter((path) => !/\/export\.|\/admin\/sign-|\/html$/.test(path));
}

/** An address without what it is about: `/admin/users/*\/suspend`. */
function kindOf(path: string): string {
  const [, admin, section, about, ...rest] = path.replace(/\?.*/, '').split('/');
  return [admin, section, about && '*', ...rest].join('/');
}

async function inspect(page: Page, path: string): Promise<void> {
  await expect(page.locator('h1').first()).toBeAttached();
  // Mails in frames run no script, axe's neither: the pages around them are left to the other checks.
  if ((await page.locator('iframe').count()) > 0) return;
  expect.soft(await seriousOn(new AxeBuilder({ page })), `what axe finds on ${path}`).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize(phone);
  const colours = new AxeBuilder({ page }).withRules(['color-contrast']);
  expect.soft(await seriousOn(colours), `what axe finds on ${path} in the dark`).toEqual([]);
  for (const width of [320, 2560]) {
    await page.setViewportSize({ ...desk, width });
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect.soft(overflow, `what of ${path} stands out at the side at ${width} px`).toBeLessThanOrEqual(0);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(desk);
}
