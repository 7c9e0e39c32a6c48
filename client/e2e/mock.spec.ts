import { fileURLToPath } from 'node:url';
import { startTestMock, type TestMock } from '../../tools/mock/test-mock.ts';
import { expect, test } from './journey.ts';

const pages = fileURLToPath(new URL('../dist', import.meta.url));

let mock: TestMock;
test.beforeAll(async () => {
  mock = await startTestMock('--pages', pages, '--every', '1', '--today', new Date().toISOString());
});
test.afterAll(async () => {
  await mock.stop();
});

test('the SPA runs on the mock: somebody signs out and in, reads, comments, writes and publishes', async ({ page }) => {
  await page.goto(mock.url);
  const articles = page.getByRole('list', { name: 'Articles' }).getByRole('listitem');
  await expect(articles.first()).toBeVisible();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('link', { name: 'Sign in' }).first().click();
  await page.getByLabel('E-mail').fill('ada@example.com');
  await page.getByLabel('Password').fill('whatever it is');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('link', { name: 'ada', exact: true })).toBeVisible();
  // The stream of what is new is open.
  await expect(page.getByRole('link', { name: /\d+ unread/ })).toBeVisible();

  await page.goto(mock.url);
  const title = (await articles.first().getByRole('heading').textContent()) ?? '';
  await articles.first().getByRole('link', { name: title, exact: true }).click();
  await expect(page.getByRole('heading', { name: title, level: 1 })).toBeVisible();
  await page.getByLabel('Your comment').fill('Read on the mock.');
  const answered = page.waitForResponse(/comments\.add/);
  await page.getByRole('button', { name: 'Post comment' }).click();
  await expect(page.getByText('Read on the mock.')).toHaveCount(1);
  // It is shown before it is sent, and until it is answered what was typed is kept.
  await answered;
  await page.reload();
  await expect(page.getByText('Read on the mock.')).toHaveCount(1);

  await page.getByRole('link', { name: 'Write', exact: true }).click();
  await page.getByLabel('Title').fill('A bench of one’s own');
  await page.getByLabel('Standfirst').fill('Where to put the vice.');
  await page.getByLabel('Text', { exact: true }).fill('Begin with the **legs**.');
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Publish article' }).click();
  await expect(page).toHaveURL(/\/article\/a-bench-of-ones-own$/);
  await page.goto(mock.url);
  await expect(page.getByRole('link', { name: 'A bench of one’s own', exact: true })).toBeVisible();
});

test('no page of the SPA on the mock has a picture that is broken', async ({ page }) => {
  for (const path of ['/', '/notifications', '/profile/ada/followers']) {
    await page.goto(mock.url + path);
    await expect(page.locator('main img').first()).toBeVisible();
    for (const picture of await page.locator('main img').all()) {
      await picture.scrollIntoViewIfNeeded();
      await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
    }
  }
});
