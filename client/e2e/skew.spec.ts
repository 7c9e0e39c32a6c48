import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort, startRedis } from '../../tools/redis.ts';
import { expect, test } from './journey.ts';
import { buildNextRelease } from './next-release.ts';
import { startProduct } from './product.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const words = 'Half a sentence that was begun before the deploy, and ends after';

test.describe('a tab that stays open over a deploy', () => {
  test.setTimeout(240_000);
  // While one release is stopped and the next one starts, nothing can be reached.
  test.use({
    tolerated:
      /ERR_CONNECTION_REFUSED|Failed to fetch|status of 412|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_CONNECTION_RESET/,
  });

  test('goes on with what has not changed, is renewed once by what has, and loses no word', async ({ openBrowser }) => {
    const redis = await startRedis();
    const dataDir = await mkdtemp(join(tmpdir(), 'hybrid-skew-'));
    const port = await freePort();
    const shared = { port, dataDir, redisUrl: redis.url };
    const [next, old] = await Promise.all([buildNextRelease(), startProduct({ root, ...shared })]);
    let running = old;
    try {
      const page = await openBrowser({ baseURL: old.url });
      let loads = 0;
      page.on('load', () => {
        loads += 1;
      });
      await page.goto('/sign-in');
      await page.getByLabel('E-mail').fill('reader@example.com');
      await page.getByLabel('Password').fill('conduit-demo');
      await page.getByRole('button', { name: 'Sign in' }).click();
      const list = page.getByRole('list', { name: 'Articles' });
      const title = (await list.getByRole('heading').nth(2).textContent()) ?? '';
      await list.getByRole('link', { name: title, exact: true }).click();
      await page.getByLabel('Your comment').fill(words);
      const address = page.url();
      await page.evaluate(() => Object.assign(window, { isOldTab: true }));
      const isOldTab = () => page.evaluate(() => 'isOldTab' in window);
      loads = 0;

      // The deploy: this release goes, the next one comes to the same address, with the same data.
      const kept = join(dataDir, 'storage/releases/live');
      await expect.poll(async () => (await readdir(kept).catch(() => [])).length).toBeGreaterThan(0);
      await old.stop();
      running = await startProduct({ root: next.root, ...shared });
      await expect(page.getByText('No connection.')).toBeHidden();

      // A page that this tab never loaded: its program is that of the release before.
      await page.getByRole('link', { name: 'Settings' }).click();
      await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
      await page.goBack();
      await expect(page.getByRole('heading', { name: title, level: 1 })).toBeVisible();
      // What means the same as before is answered.
      const favorite = page.getByRole('button', { name: /^Favorite/ }).first();
      const before = await favorite.getAttribute('aria-pressed');
      await favorite.click();
      await expect(favorite).toHaveAttribute('aria-pressed', before === 'true' ? 'false' : 'true');
      expect(await isOldTab()).toBe(true);
      expect(loads).toBe(0);

      // What means something else by now renews the page: here, with what was typed.
      await expect(page.getByLabel('Your comment')).toHaveValue(words);
      await page.getByLabel('Your comment').scrollIntoViewIfNeeded();
      const scrolled = await page.evaluate(() => scrollY);
      await page.getByRole('button', { name: 'Post comment' }).click();
      await expect(page.getByRole('log')).toContainText('A newer version took the place of this page.');
      expect(await isOldTab()).toBe(false);
      expect(loads).toBe(1);
      expect(page.url()).toBe(address);
      await expect(page.getByLabel('Your comment')).toHaveValue(words);
      await expect.poll(async () => Math.abs((await page.evaluate(() => scrollY)) - scrolled)).toBeLessThan(80);
      await expect(page.getByLabel('Your comment')).toBeFocused();

      await page.getByRole('button', { name: 'Post comment' }).click();
      await expect(page.getByRole('list', { name: 'Comments' }).getByText(words)).toBeVisible();
      await expect(page.getByLabel('Your comment')).toHaveValue('');
      expect(loads).toBe(1);
    } finally {
      await running.stop();
      await redis.stop();
      await next.remove();
      await rm(dataDir, { recursive: true, force: true });
    }
  });
});
