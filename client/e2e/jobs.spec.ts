import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { enterAdmin } from './enter-admin.ts';
import { expect, signUp, test, unique } from './journey.ts';

async function enter(page: Page): Promise<void> {
  await enterAdmin(page, { path: '/admin/jobs' });
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Jobs');
}

/** Looks again and again, as somebody without JavaScript does, until the page shows what is waited for. */
async function reloadUntil(page: Page, isThere: () => Promise<boolean>): Promise<void> {
  await expect
    .poll(
      async () => {
        if (await isThere()) return true;
        await page.reload();
        return isThere();
      },
      { timeout: 60_000, intervals: [500, 1000] },
    )
    .toBe(true);
}

/** The folder in which copies of data are kept, made unusable: a file lies in its place. */
async function breakStorage(dataDir: string): Promise<() => Promise<void>> {
  const folder = join(dataDir, 'storage');
  await mkdir(folder, { recursive: true });
  const path = join(folder, 'exports');
  const aside = `${path}-aside`;
  await mkdir(path, { recursive: true });
  await rename(path, aside);
  await writeFile(path, '');
  return async () => {
    await rm(path);
    await rename(aside, path);
  };
}

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? 'with JavaScript' : 'without JavaScript';

  test(`staff find a job that failed, read why, mend the cause, try it again and see it succeed (${how})`, async ({
    page,
    openBrowser,
    product,
  }) => {
    test.setTimeout(180_000);
    const mend = await breakStorage(product.dataDir);
    await signUp(page, unique('keeper'));
    await page.goto('/settings/data');
    await page.getByRole('button', { name: 'Make a copy' }).click();

    const staff = await openBrowser({ javaScriptEnabled });
    await enter(staff);
    await staff.goto('/admin/jobs?state=failed&name=exports.build');
    const job = staff.getByRole('region', { name: 'Jobs found' }).getByRole('link', { name: 'exports.build' }).first();
    // It is tried three times before it counts as failed.
    if (javaScriptEnabled) await expect(job).toBeVisible({ timeout: 60_000 });
    else await reloadUntil(staff, () => job.isVisible());
    await expect(staff.getByRole('table')).toContainText(/EEXIST|ENOTDIR/);
    await job.click();
    await expect(staff.getByRole('region', { name: 'Attempt 3', exact: true })).toContainText(/not a directory|exists/);
    await mend();
    await staff.getByRole('link', { name: 'Try again now…' }).click();
    await expect(staff.getByRole('main')).toContainText('for one more attempt');
    await staff.getByRole('button', { name: 'Try it again' }).click();
    const fourth = staff.getByRole('region', { name: 'Attempt 4', exact: true });
    if (javaScriptEnabled) await expect(fourth).toContainText('succeeded');
    else
      await reloadUntil(
        staff,
        async () => (await fourth.count()) > 0 && /succeeded/.test((await fourth.textContent()) ?? ''),
      );
    await page.reload();
    await expect(page.getByRole('link', { name: /^Download/ })).toBeVisible();
  });

  test(`staff pause a queue and see it hold, resume it and see it go on (${how})`, async ({ page, openBrowser }) => {
    test.setTimeout(120_000);
    const staff = await openBrowser({ javaScriptEnabled });
    await enter(staff);
    await staff.goto('/admin/jobs?state=waiting&queue=mail');
    await staff.getByRole('link', { name: 'Pause the queue mail…' }).click();
    await expect(staff.getByRole('main')).toContainText('What is enqueued meanwhile waits');
    await staff.getByRole('button', { name: 'Pause them' }).click();
    await expect(staff.getByRole('main')).toContainText(/paused: the queue mail, since .* by ada/);

    await staff.goto('/admin/jobs?state=waiting&queue=mail');
    await signUp(page, unique('waiting'));
    const job = staff.getByRole('region', { name: 'Jobs found' }).getByRole('link', { name: 'mail.deliver' });
    if (javaScriptEnabled) await expect(job).toHaveCount(1);
    else await reloadUntil(staff, async () => (await job.count()) === 1);
    // As long as it would have taken many times over.
    await staff.waitForTimeout(3000);
    await staff.reload();
    await expect(job).toHaveCount(1);
    const address = (await job.getAttribute('href')) ?? '';

    await staff.getByRole('link', { name: 'Resume…' }).click();
    await staff.getByRole('button', { name: 'Resume them' }).click();
    await staff.goto(address);
    const first = staff.getByRole('region', { name: 'Attempt 1', exact: true });
    if (javaScriptEnabled) await expect(first).toContainText('succeeded');
    else
      await reloadUntil(
        staff,
        async () => (await first.count()) > 0 && /succeeded/.test((await first.textContent()) ?? ''),
      );
    await expect(staff.getByRole('main')).toContainText(/Asked for/);
  });
}
