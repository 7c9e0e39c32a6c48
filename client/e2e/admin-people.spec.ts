import type { Page } from '@playwright/test';
import { enterAdmin } from './enter-admin.ts';
import { inspect } from './inspect.ts';
import { expect, password, signUp, test, unique } from './journey.ts';

async function enter(page: Page): Promise<void> {
  await enterAdmin(page);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}

/** Makes so many people whose names begin alike. */
async function makePeople(page: Page, name: string, count: number): Promise<void> {
  await page.goto('/');
  for (let number = 1; number <= count; number += 1) {
    const username = `${name}-${number}`;
    const body = { username, email: `${username}@example.com`, password };
    const status = await page.evaluate(async (input) => {
      const headers = { 'content-type': 'application/json' };
      return (await fetch('/api/trpc/accounts.register', { method: 'POST', headers, body: JSON.stringify(input) }))
        .status;
    }, body);
    expect(status).toBe(200);
  }
}

/** Waits until a page says so: without JavaScript by loading it anew. */
async function untilSaid(page: Page, text: string, isLive: boolean): Promise<void> {
  if (!isLive) {
    await expect(async () => {
      await page.reload();
      await expect(page.getByRole('main')).toContainText(text, { timeout: 500 });
    }).toPass();
  }
  await expect(page.getByRole('main')).toContainText(text);
}

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? 'with JavaScript' : 'without JavaScript';

  test(`${how}, staff suspend all that match, watch how far it is, and undo it`, async ({ page, openBrowser }) => {
    const name = unique('crowd');
    await makePeople(page, name, 12);
    const staff = await openBrowser({ javaScriptEnabled });
    await enter(staff);
    await staff.goto('/admin/users');
    await staff.getByLabel(/whose name or e-mail contains/).fill(`${name}-`);
    await staff.getByRole('button', { name: 'Show' }).click();
    await expect(staff.getByRole('main')).toContainText('12 found');
    if (javaScriptEnabled) await inspect(staff);
    await staff.getByRole('link', { name: 'Suspend them' }).click();
    await expect(staff.getByRole('heading', { name: 'Suspend 12 people?' })).toBeVisible();
    if (javaScriptEnabled) await inspect(staff);
    await staff.getByRole('button', { name: 'Suspend 12 people' }).click();

    await expect(staff.getByRole('progressbar')).toBeVisible();
    await untilSaid(staff, '12 of 12', javaScriptEnabled);
    if (javaScriptEnabled) await inspect(staff);
    await staff.goto(`/admin/users?q=${name}-&state=suspended`);
    await expect(staff.getByRole('main')).toContainText('12 found');

    await staff.goto('/admin/bulk');
    await staff.locator('tbody').getByRole('link').first().click();
    await staff.getByRole('link', { name: 'Undo' }).click();
    await staff.getByRole('button', { name: 'Restore 12 people' }).click();
    await untilSaid(staff, '12 of 12', javaScriptEnabled);
    await staff.goto(`/admin/users?q=${name}-&state=suspended`);
    await expect(staff.getByRole('main')).toContainText('Nobody matches.');
  });
}

test('with JavaScript, an admin acts as somebody, reads so on every page, and finds both names in the audit log', async ({
  page,
  openBrowser,
}) => {
  const name = unique('acted');
  await signUp(page, name);
  const staff = await openBrowser();
  await enter(staff);
  await staff.goto(`/admin/users?q=${name}`);
  await staff.getByRole('link', { name }).click();
  await inspect(staff);
  await staff.getByRole('link', { name: 'Act as them' }).click();
  await inspect(staff);
  await staff.getByLabel('Why').fill('They cannot find their drafts.');
  await staff.getByRole('button', { name: `Act as ${name}` }).click();

  const bar = staff.getByRole('complementary', { name: 'Acting as somebody else' });
  await expect(bar).toContainText(`you act as ${name}`);
  await inspect(staff);
  await staff.goto('/profile/maren');
  await staff.getByRole('button', { name: 'Follow maren' }).click();
  await expect(staff.getByRole('button', { name: 'Unfollow maren' })).toBeVisible();
  await expect(bar).toContainText(/(?:30|29) minutes left/);
  await staff.setViewportSize({ width: 390, height: 780 });
  await expect(bar.getByRole('button', { name: 'Stop' })).toBeInViewport();
  await bar.getByRole('button', { name: 'Stop' }).press('Enter');

  await expect(staff).toHaveURL(/\/admin\/users\/[\da-f-]{36}$/);
  await staff.setViewportSize({ width: 1280, height: 800 });
  await staff.goto(`/admin/audit?who=ada&as=${name}`);
  const lines = staff.getByRole('main').locator('tbody tr');
  await expect(lines).toHaveCount(3);
  for (const line of await lines.all()) await expect(line).toContainText(`ada as ${name}`);
  await expect(lines.nth(1)).toContainText('profiles.follow');
  await inspect(staff);
});

test.describe('without JavaScript', () => {
  // The control room is not for whom they are then, and says so.
  test.use({ tolerated: /status of 403/ });
  test('an admin acts as somebody, is led out where they may not go, and finds both names in the audit log', async ({
    page,
    openBrowser,
  }) => {
    const name = unique('quietly');
    await signUp(page, name);
    const staff = await openBrowser({ javaScriptEnabled: false });
    await enter(staff);
    await staff.goto(`/admin/users?q=${name}`);
    await staff.getByRole('link', { name }).click();
    await staff.getByRole('link', { name: 'Act as them' }).click();
    await staff.getByLabel('Why').fill('They cannot find their drafts.');
    await staff.getByRole('button', { name: `Act as ${name}` }).click();
    await staff.goto('/admin');
    await expect(staff.getByRole('main')).toContainText(`The account ${name} has the role user`);
    await staff.getByRole('button', { name: 'Stop, and be ada again' }).click();
    await expect(staff.getByRole('heading', { level: 1 })).toHaveText(name);
    await staff.goto(`/admin/audit?who=ada&as=${name}`);
    const lines = staff.getByRole('main').locator('tbody tr');
    await expect(lines).toHaveCount(2);
    for (const line of await lines.all()) await expect(line).toContainText(`ada as ${name}`);
  });
});
