import type { Locator, Page } from '@playwright/test';

/** What the typed reference says of one procedure, or of an event as `event/<name>`. */
export function entryOf(page: Page, name: string): Locator {
  return page.locator('.entry', { has: page.locator(`[id="${name}"]`) });
}

/** Opens the form that calls a procedure. */
export async function openTry(page: Page, name: string): Promise<Locator> {
  await page.goto(`/api/docs#${name}`);
  const entry = entryOf(page, name);
  await entry.locator('summary', { hasText: 'Try it' }).click();
  return entry;
}
