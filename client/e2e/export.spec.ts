import { readFile } from 'node:fs/promises';
import { expect, signUp, test, unique } from './journey.ts';

test('a person has a copy of their data made, watches it come along, and downloads it', async ({ page }) => {
  await signUp(page, unique('keeper'));
  await page.goto('/settings/data');
  await expect(page.getByRole('heading', { name: 'Your data', level: 1 })).toBeVisible();
  // A small copy is made faster than a person looks: what the bar said is written down as it says it.
  await page.evaluate(() => {
    const seen: number[] = [];
    Object.assign(globalThis, { seen });
    const look = () => {
      const bar = document.querySelector<HTMLProgressElement>('.exports progress');
      if (bar && seen.at(-1) !== bar.value) seen.push(bar.value);
    };
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true, attributes: true });
  });
  await page.getByRole('button', { name: 'Make a copy' }).click();
  const link = page.getByRole('link', { name: /^Download \(.* MB\)$/ });
  await expect(link).toBeVisible();
  await expect(page.getByText(/It can be downloaded until/)).toBeVisible();
  const seen = await page.evaluate(() => (globalThis as unknown as { seen: number[] }).seen);
  expect(seen.length).toBeGreaterThan(0);
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));

  const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
  expect(download.suggestedFilename()).toMatch(/^conduit-\d{4}-\d\d-\d\d\.zip$/);
  const file = await readFile(await download.path());
  expect(file.toString('latin1', 0, 2)).toBe('PK');
  expect(file.includes('profile.json')).toBe(true);

  // It is there on a later visit as well, and nobody else gets it.
  await page.reload();
  await expect(link).toBeVisible();
  const address = await link.getAttribute('href');
  const stranger = await page.context().browser()?.newContext();
  const refused = await stranger?.request.get(new URL(address ?? '', page.url()).href);
  expect(refused?.status()).toBe(401);
  await stranger?.close();
});
