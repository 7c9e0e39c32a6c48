import type { Page } from '@playwright/test';
import { enterAdmin } from './enter-admin.ts';
import { expect, signUp, test, unique } from './journey.ts';

/** So many people are on one side of a half by chance once in a million times. */
const readersMax = 20;

/** Sets the flag of the line that says how far one has read. */
async function change(staff: Page, state: string, percent = ''): Promise<void> {
  await staff.goto('/admin/flags');
  await staff.getByRole('link', { name: 'readingProgress' }).click();
  await staff.getByLabel(state, { exact: true }).check();
  await staff.getByLabel(/^a share of/).fill(percent);
  await staff.getByRole('button', { name: 'Change…' }).click();
  await staff.getByRole('button', { name: 'Change it' }).click();
  await expect(staff.getByRole('status')).toContainText('in effect everywhere');
}

/** Asks the control room whether the flag is on for somebody. */
async function isOnFor(staff: Page, name: string): Promise<boolean> {
  await staff.getByLabel(/^The person called/).fill(name);
  await staff.getByRole('button', { name: 'Look' }).click();
  const answer = staff.getByText(`for ${name}, as they`);
  await expect(answer).toBeVisible();
  return /is on for/.test(String(await answer.textContent()));
}

for (const javaScriptEnabled of [true, false]) {
  test(`staff roll a flag out to half of all people, and pages that are open follow, ${javaScriptEnabled ? 'with' : 'without'} JavaScript in the control room`, async ({
    openBrowser,
  }) => {
    const staff = await openBrowser({ javaScriptEnabled });
    await enterAdmin(staff);
    await change(staff, 'on for some of those who are signed in:', '50');
    const readers: { page: Page; isOn: boolean }[] = [];
    while (new Set(readers.map(({ isOn }) => isOn)).size < 2 && readers.length < readersMax) {
      const name = unique(`half-${readers.length}`);
      const page = await openBrowser();
      await signUp(page, name);
      await page.locator('main').getByRole('heading', { level: 2 }).getByRole('link').first().click();
      await expect(page.locator('.article-head')).toBeVisible();
      readers.push({ page, isOn: await isOnFor(staff, name) });
    }
    const line = (page: Page) => page.locator('.reading-progress');
    for (const { page, isOn } of readers) await expect(line(page)).toHaveCount(isOn ? 1 : 0);

    await change(staff, 'on for everybody');
    for (const { page } of readers) await expect(line(page)).toHaveCount(1);
    await change(staff, 'off');
    for (const { page } of readers) await expect(line(page)).toHaveCount(0);
  });
}
