import { expect, password, test, unique } from './journey.ts';

test('the page of the REST face runs under the strict policy, and an operation is tried out with a token', async ({
  page,
  request,
}) => {
  const username = unique('reader');
  const user = { username, email: `${username}@example.com`, password };
  const registered = await request.post('/api/users', { data: { user } });
  const { user: made } = (await registered.json()) as { user: { token: string } };

  await page.goto('/api/docs/rest');
  await page.getByRole('button', { name: 'Authorize' }).click();
  const dialog = page.locator('.modal-ux');
  await dialog.getByLabel('Value:').first().fill(`Token ${made.token}`);
  await dialog.getByRole('button', { name: 'Apply credentials' }).first().click();
  await dialog.getByRole('button', { name: 'Close' }).first().click();

  const current = page.locator('#operations-Accounts-accountsCurrent');
  await current
    .getByRole('button', { name: /\/user/ })
    .first()
    .click();
  await current.getByRole('button', { name: 'Try it out' }).click();
  await current.getByRole('button', { name: 'Execute' }).click();
  await expect(current.locator('.live-responses-table')).toContainText(`"username": "${username}"`);
});

test('the page of the REST face fits a phone of 320 px, light and dark', async ({ openBrowser }) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    const phone = await openBrowser({ viewport: { width: 320, height: 700 }, colorScheme });
    await phone.goto('/api/docs/rest');
    await expect(phone.getByRole('heading', { name: 'Accounts' })).toBeVisible();
    expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  }
});
