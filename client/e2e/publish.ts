import type { Page } from '@playwright/test';
import { expect } from './journey.ts';

/** Writes an article and publishes it; ends on its page. */
export async function publish(page: Page, title: string, text: string): Promise<void> {
  await page.getByRole('link', { name: 'Write', exact: true }).click();
  await page.getByLabel('Title').fill(title);
  await page.getByLabel('Standfirst').fill(`What stands under “${title}”.`);
  await page.getByLabel('Text').fill(text);
  await page.getByLabel('Tags').fill('journeys, essay');
  await page.getByRole('button', { name: 'Publish article' }).click();
  await expect(page.getByRole('heading', { name: title, level: 1 })).toBeVisible();
}
