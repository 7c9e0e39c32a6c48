import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { enterAdmin } from './enter-admin.ts';
import { seriousOn } from './inspect.ts';
import { expect, signUp, test, unique } from './journey.ts';

// The page of mail templates shows them in frames without scripts, in which what drives the browser tries one.
test.use({ tolerated: /Blocked script execution/ });

const desk = { width: 1280, height: 900 };
const phone = { width: 390, height: 780 };
/** So many are looked at of addresses that differ by what they are about alone: `jobs/7`, but `jobs/figures` too. */
const ofAKindMax = (kind: string): number => (kind.endsWith('/*') ? 2 : 1);

test('every page of the control room that a link leads to can be used by everybody', async ({ openBrowser }) => {
  test.setTimeout(600_000);
  const name = unique('crawled');
  await signUp(await openBrowser(), name);
  const page = await openBrowser({ viewport: desk, colorScheme: 'light', reducedMotion: 'reduce' });
  await enterAdmin(page, { path: `/admin/users?q=${name}` });
  await suspendAll(page);
  const kinds = new Map<string, number>();
  const waiting = ['/admin'];
  const known = new Set(waiting);
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    await page.goto(path);
    await inspect(page, path);
    for (const link of await linksOf(page)) {
      const kind = kindOf(link);
      const count = kinds.get(kind) ?? 0;
      if (known.has(link) || count >= ofAKindMax(kind)) continue;
      kinds.set(kind, count + 1);
      known.add(link);
      waiting.push(link);
    }
  }
  // The sections of the rail alone are more than ten; and there is what staff did, and the job that did it.
  expect(known.size).toBeGreaterThan(30);
  expect([...kinds.keys()]).toEqual(expect.arrayContaining(['admin/audit/*', 'admin/bulk/*', 'admin/jobs/*']));
});

/** Has something done, so that there are pages that tell of it. */
async function suspendAll(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Suspend them' }).click();
  await page.getByRole('button', { name: /^Suspend/ }).click();
  await expect(page.getByRole('main')).toContainText('1 of 1');
}

/** The pages that a page leads to; not what is downloaded, nor the same list with another question. */
async function linksOf(page: Page): Promise<string[]> {
  const paths = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLAnchorElement>('a[href^="/admin"]')].map(({ pathname }) => pathname),
  );
  return paths.filter((path) => !/\/export\.|\/admin\/sign-|\/html$/.test(path));
}

/** An address without what it is about: `/admin/users/*\/suspend`. */
function kindOf(path: string): string {
  const [, admin, section, about, ...rest] = path.split('/');
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
