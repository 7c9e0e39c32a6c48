import type { Page } from '@playwright/test';
import { expect, signUp, test, unique } from './journey.ts';

test.use({ tolerated: /status of (404|409|422)|ERR_INTERNET_DISCONNECTED/ });

/** A picture that this browser draws. */
async function drawing(page: Page): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const data = await page.evaluate(() => {
    const canvas = document.createElement('canvas');
    canvas.width = 1200;
    canvas.height = 630;
    const context = canvas.getContext('2d');
    context?.fillRect(100, 100, 400, 300);
    return canvas.toDataURL('image/png').split(',')[1] ?? '';
  });
  return { name: 'moss.png', mimeType: 'image/png', buffer: Buffer.from(data, 'base64') };
}

test('a draft is saved while it is written, outlives its tab, is scheduled, and is published with its pictures', async ({
  page,
}) => {
  await signUp(page, unique('drafter'));
  const title = unique('Slack water');
  await page.getByRole('link', { name: 'Write', exact: true }).click();
  await page.getByLabel('Title').fill(title);
  await page.getByLabel('Text', { exact: true }).fill('Between the tides there is **an hour** of nothing.');
  await expect(page.getByRole('region', { name: 'Live preview' }).getByText('an hour')).toBeVisible();
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  const again = await page.context().newPage();
  await page.close();

  await again.goto('/drafts');
  await expect(again.getByText('Draft', { exact: true })).toBeVisible();
  await again.getByRole('link', { name: title }).click();
  await expect(again.getByLabel('Text', { exact: true })).toHaveValue(/an hour/);

  // What it lacks is said at its field before anything is published or scheduled.
  await again.getByRole('button', { name: 'Publish at a time' }).click();
  await expect(again.getByText("Standfirst can't be blank.")).toBeVisible();
  await expect(again.getByLabel('Standfirst')).toBeFocused();
  await again.getByLabel('Standfirst').fill('On waiting.');
  await again.getByLabel('Tags').fill('sea');
  await again.locator('.cover-field input[type=file]').setInputFiles(await drawing(again));
  await expect(again.locator('.cover-field img')).toBeVisible();
  await again.locator('.body-field input[type=file]').setInputFiles(await drawing(again));
  await again.getByLabel('Describe this picture').fill('A boat [at rest]');
  await again.getByRole('button', { name: 'Add description' }).click();
  await expect(again.getByRole('region', { name: 'Live preview' }).getByAltText('A boat [at rest]')).toBeVisible();

  await again.getByRole('button', { name: 'Publish at a time' }).click();
  await again.getByRole('button', { name: 'Schedule it' }).click();
  await expect(again.getByText(/^Comes out on/)).toBeVisible();
  await again.getByRole('link', { name: 'All drafts' }).click();
  await expect(again.getByText('Scheduled', { exact: true })).toBeVisible();
  await again.getByRole('link', { name: title }).click();
  await again.getByRole('button', { name: 'Cancel the schedule' }).click();
  await expect(again.getByText(/^Comes out on/)).toBeHidden();

  await again.getByLabel('Title').press('Control+Enter');
  await again.getByRole('button', { name: 'Publish now' }).click();
  await expect(again.getByRole('heading', { name: title, level: 1 })).toBeVisible();
  await expect(again.getByAltText('A boat [at rest]')).toBeVisible();
  expect(await again.locator('main img[src^="/uploads/"]').count()).toBe(2);
  await again.goto('/drafts');
  await expect(again.getByText('You have no drafts.')).toBeVisible();
});

test('two tabs that write in one draft lose nothing: each text is shown, and one goes on', async ({ page }) => {
  await signUp(page, unique('twofold'));
  await page.getByRole('link', { name: 'Write', exact: true }).click();
  await page.getByLabel('Title').fill(unique('Twofold'));
  await page.getByLabel('Text', { exact: true }).fill('One.');
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  const other = await page.context().newPage();
  await other.goto(page.url());
  await other.getByLabel('Text', { exact: true }).fill('One.\n\nTwo, in the other tab.');
  await expect(other.getByText('Saved', { exact: true })).toBeVisible();

  await page.getByLabel('Text', { exact: true }).fill('One.\n\nTwo, in this tab.');
  const conflict = page.getByRole('region', { name: 'This draft was changed elsewhere' });
  await expect(conflict.getByText('Two, in this tab.')).toBeVisible();
  await expect(conflict.getByText('Two, in the other tab.')).toBeVisible();
  await page.getByRole('button', { name: 'Take the other' }).click();
  await expect(page.getByLabel('Text', { exact: true })).toHaveValue(/in the other tab/);
  await page.getByRole('button', { name: 'Back to mine' }).click();
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('Text', { exact: true })).toHaveValue(/in this tab/);
});

test('what is written without a connection is there when the tab was closed meanwhile', async ({ page }) => {
  await signUp(page, unique('offline'));
  const title = unique('Out of reach');
  await page.getByRole('link', { name: 'Write', exact: true }).click();
  await page.getByLabel('Title').waitFor();
  const context = page.context();
  await context.setOffline(true);
  await page.getByLabel('Title').fill(title);
  await expect(page.getByText('Not saved: offline, kept on this device')).toBeVisible();
  await expect.poll(async () => roomAboveTheBars(page)).toBeGreaterThanOrEqual(-1);
  const again = await context.newPage();
  await page.close();
  await context.setOffline(false);
  await again.goto('/drafts');
  await expect(again.getByText('On this device only')).toBeVisible();
  await again.getByRole('link', { name: title }).click();
  await expect(again.getByLabel('Title')).toHaveValue(title);
  await expect(again.getByText('Saved', { exact: true })).toBeVisible();
});

/** From the line that says whether the text is saved down to the bars: one asks for a confirmation, one says offline. */
async function roomAboveTheBars(page: Page): Promise<number> {
  return page.evaluate(() => {
    const boxOf = (part: string) => document.querySelector(part)?.getBoundingClientRect();
    return (boxOf('.bars')?.top ?? Number.NaN) - (boxOf('.save-line')?.bottom ?? Number.NaN);
  });
}

test('an article is taken back, found among the drafts, and published again', async ({ page, openBrowser }) => {
  await signUp(page, unique('withdrawn'));
  const title = unique('Taken back');
  await page.getByRole('link', { name: 'Write', exact: true }).click();
  await page.getByLabel('Title').fill(title);
  await page.getByLabel('Standfirst').fill('For now.');
  await page.getByLabel('Text', { exact: true }).fill('Text.');
  await page.getByRole('button', { name: 'Publish article' }).click();
  await expect(page.getByRole('heading', { name: title, level: 1 })).toBeVisible();
  const address = page.url();
  await page.getByRole('button', { name: 'Unpublish article' }).click();
  await page.getByRole('button', { name: 'Unpublish it' }).click();
  await expect(page.getByText('Only you can see this page.')).toBeVisible();

  const reader = await openBrowser();
  await reader.goto(address);
  await expect(reader.getByRole('heading', { name: 'There is no article at this address' })).toBeVisible();

  await page.getByRole('link', { name: 'Drafts', exact: true }).click();
  await expect(page.getByText('Unpublished', { exact: true })).toBeVisible();
  await page.getByRole('link', { name: title }).click();
  await page.getByRole('button', { name: 'Publish again' }).click();
  await expect(page.getByRole('heading', { name: title, level: 1 })).toBeVisible();
  await reader.goto(address);
  await expect(reader.getByRole('heading', { name: title, level: 1 })).toBeVisible();
});
