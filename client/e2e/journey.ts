import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContextOptions, expect, type Page, test as base } from '@playwright/test';
import { freePort, startRedis } from '../../tools/redis.ts';
import { startProduct } from './product.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** The password of every account that a journey makes. */
export const password = 'correct horse battery';

interface Options {
  /** What a browser says of refusals that the journey is about. */
  tolerated: RegExp;
}

interface Fixtures {
  /** A browser of one's own for one more person, whose page must not complain any more than the first. */
  openBrowser(options?: BrowserContextOptions): Promise<Page>;
}

interface WorkerFixtures {
  /** The production bundle with a real Redis, for one journey after the other: none meets what another does meanwhile. */
  product: { readonly url: string; readonly dataDir: string };
}

/** A journey: it fails as well where a page logs an error, throws, or breaks the content policy. */
export const test = base.extend<Fixtures & Options, WorkerFixtures>({
  tolerated: [/^$/, { option: true }],
  product: [
    // Playwright reads from the pattern which fixtures are needed: none.
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const redis = await startRedis();
      const dataDir = await mkdtemp(join(tmpdir(), 'hybrid-e2e-'));
      const product = await startProduct({ root, port: await freePort(), dataDir, redisUrl: redis.url });
      await use({ url: product.url, dataDir });
      await product.stop();
      await redis.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  baseURL: async ({ product }, use) => use(product.url),
  page: async ({ openBrowser }, use) => use(await openBrowser()),
  openBrowser: async ({ browser, baseURL, tolerated }, use) => {
    const complaints: string[] = [];
    const opened = await openers(browser, { baseURL, complaints }, use);
    for (const context of opened) await context.close();
    expect(
      complaints.filter((text) => !tolerated.test(text)),
      'what the pages complained of',
    ).toEqual([]);
  },
});

async function openers(
  browser: Browser,
  { baseURL, complaints }: { baseURL: string | undefined; complaints: string[] },
  use: (open: Fixtures['openBrowser']) => Promise<void>,
) {
  const opened: { close(): Promise<void> }[] = [];
  await use(async (options = {}) => {
    const context = await browser.newContext({ baseURL, locale: 'en-GB', ...options });
    opened.push(context);
    const page = await context.newPage();
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    return page;
  });
  return opened;
}

export { expect };

/** Signs up through the form and waits for the front page of a member. */
export async function signUp(page: Page, username: string): Promise<void> {
  await page.goto('/sign-up');
  await page.getByLabel('Username').fill(username);
  await page.getByLabel('E-mail').fill(`${username}@example.com`);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign up' }).click();
  await expect(page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: username })).toBeVisible();
}

/** A name nobody had before. */
export function unique(name: string): string {
  return `${name}-${Date.now().toString(36)}`;
}
