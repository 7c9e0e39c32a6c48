import type { Page } from '@playwright/test';
import { enterAdmin } from './enter-admin.ts';
import { expect, signUp, test, unique } from './journey.ts';

/** Asks for what needs a sign-in, as an error page would tell of it: the id of the request. */
async function failedRequest(page: Page): Promise<string> {
  const answer = await page.request.get('/api/trpc/accounts.current');
  expect(answer.status()).toBe(401);
  return answer.headers()['x-request-id'] ?? '';
}

for (const javaScriptEnabled of [true, false]) {
  test(`support finds a request by the id that somebody was told, and what it was (JavaScript ${javaScriptEnabled ? 'on' : 'off'})`, async ({
    openBrowser,
  }) => {
    const staff = await openBrowser({ javaScriptEnabled });
    const id = await failedRequest(staff);
    await enterAdmin(staff);
    await staff.getByRole('link', { name: 'Requests' }).first().click();
    await staff.getByLabel('The request').fill(id);
    await staff.getByRole('button', { name: 'Follow' }).click();
    await expect(staff.getByRole('heading', { level: 1 })).toContainText(id);
    await expect(staff.getByRole('main')).toContainText('401 UNAUTHORIZED');
    await staff.getByRole('link', { name: 'accounts.current' }).click();
    await expect(staff.getByRole('heading', { name: 'Who calls it' })).toBeVisible();
    await expect(staff.getByRole('main')).toContainText('refused or failed');
    // The figures of a chart are there to be read, too; what was counted is written every ten seconds.
    const figures = staff.getByText('The figures in a table').first();
    await expect(async () => {
      await staff.reload();
      await expect(figures).toBeVisible({ timeout: 1000 });
    }).toPass({ timeout: 45_000 });
    await figures.click();
    await expect(staff.getByRole('columnheader', { name: 'answered' })).toBeVisible();

    await staff.goto('/admin/requests');
    await staff.getByLabel('Requests that').selectOption('were refused or failed');
    await staff.getByRole('button', { name: 'Show' }).click();
    await expect(staff).toHaveURL(/show=failed/);
    await expect(staff.locator('#results')).toContainText('401 UNAUTHORIZED');
  });
}

test('a live list that is asked something else hears the answers to that alone', async ({ openBrowser }) => {
  const staff = await openBrowser();
  await enterAdmin(staff, { path: '/admin/requests' });
  await expect(staff.locator('#live-sign')).toHaveText('Live');
  const asked: string[] = [];
  staff.on('request', (request) => {
    const { pathname, search } = new URL(request.url());
    if (pathname.endsWith('/live')) asked.push(search);
  });
  await staff.getByLabel('of', { exact: true }).fill('nothing.isCalledThis');
  await expect(staff.locator('#results')).toContainText('Nothing that is remembered matches.');
  await expect.poll(() => asked).toEqual(['?procedure=nothing.isCalledThis']);
  // Longer than a stream that ended takes to come back.
  await staff.waitForTimeout(2500);
  expect(asked).toEqual(['?procedure=nothing.isCalledThis']);
  await expect(staff.locator('#live-sign')).toHaveText('Live');
  await expect(staff.locator('#results')).toContainText('Nothing that is remembered matches.');
});

test('what is called while somebody reads the list of requests waits until they want it', async ({
  page,
  openBrowser,
}) => {
  const staff = await openBrowser();
  await enterAdmin(staff);
  await staff.goto('/admin/requests');
  await expect(staff.locator('#live-sign')).toHaveText('Live');
  await staff.getByRole('button', { name: 'Pause' }).click();
  // A stream that comes back tells how things stand, which is no change.
  const again = staff.waitForResponse(/\/admin\/requests\/live/);
  await staff.evaluate(() => dispatchEvent(new Event('online')));
  await again;
  await expect(staff.getByRole('button', { name: /^Resume/ })).toHaveText('Resume');
  const first = staff.locator('#results tbody tr').first();
  const before = await first.locator('a').first().getAttribute('title');
  await signUp(page, unique('asked'));
  await expect(staff.getByRole('button', { name: /changes? waits?/ })).toBeVisible();
  expect(await first.locator('a').first().getAttribute('title')).toBe(before);
  await staff.getByRole('button', { name: /^Resume/ }).click();
  await expect(staff.locator('#results')).toContainText('accounts.register');
  await expect(staff.locator('#live-sign')).toHaveText('Live');
});
