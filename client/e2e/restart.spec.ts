import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort, startRedis } from '../../tools/redis.ts';
import { call } from './call.ts';
import { expect, signUp, test, unique } from './journey.ts';
import { startProduct } from './product.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

test.describe('over a restart of the server', () => {
  test.setTimeout(180_000);
  test.use({
    tolerated:
      /ERR_CONNECTION_REFUSED|Failed to fetch|ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_CONNECTION_RESET|status of 503/,
  });

  test('two browsers and a phone go on following each other', async ({ openBrowser }) => {
    const redis = await startRedis();
    const dataDir = await mkdtemp(join(tmpdir(), 'hybrid-restart-'));
    const options = { root, port: await freePort(), dataDir, redisUrl: redis.url };
    let running = await startProduct(options);
    try {
      const { url: baseURL } = running;
      const writer = await openBrowser({ baseURL });
      const others = [
        await openBrowser({ baseURL }),
        await openBrowser({ baseURL, viewport: { width: 390, height: 844 }, hasTouch: true }),
      ];
      await signUp(writer, unique('writer'));
      const { slug } = await call(writer, 'articles.create', {
        title: unique('On restarts'),
        description: 'S',
        body: 'Text.',
      });
      const pages = [writer, ...others];
      for (const page of pages) {
        await page.goto(`/article/${slug}`);
        await expect(page.getByText('Nobody has commented yet.')).toBeVisible();
        await page.evaluate(() => Object.assign(window, { neverReloaded: true }));
      }
      await call(writer, 'comments.add', { slug, body: 'Before the restart.' });
      for (const page of pages) await expect(page.getByText('Before the restart.')).toBeVisible();

      await running.stop();
      for (const page of pages) await expect(page.getByText('Reconnecting')).toBeVisible();
      running = await startProduct(options);
      for (const page of pages) await expect(page.getByText('Reconnecting')).toBeHidden({ timeout: 60_000 });

      await call(writer, 'comments.add', { slug, body: 'After the restart.' });
      for (const page of pages) {
        await expect(page.getByText('After the restart.')).toHaveCount(1, { timeout: 60_000 });
        expect(await page.evaluate(() => 'neverReloaded' in window)).toBe(true);
      }
    } finally {
      await running.stop();
      await redis.stop();
      await rm(dataDir, { recursive: true, force: true });
    }
  });
});
