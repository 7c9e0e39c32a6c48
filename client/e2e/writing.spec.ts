import { expect, signUp, test, unique } from './journey.ts';
import { publish } from './publish.ts';

test.use({ tolerated: /status of (404|409|422)/ });

test('a form says at its fields what is wrong, and keeps what was typed', async ({ page }) => {
  const name = unique('taken');
  await signUp(page, name);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('link', { name: 'Sign up' }).click();
  await page.getByRole('button', { name: 'Sign up' }).click();
  await expect(page.getByText("Username can't be blank.")).toBeVisible();
  await expect(page.getByText("E-mail can't be blank.")).toBeVisible();

  await page.getByLabel('Username').fill(name);
  await page.getByLabel('E-mail').fill('somebody-else@example.com');
  await page.getByLabel('Password').fill('correct horse battery');
  await page.getByRole('button', { name: 'Sign up' }).click();
  await expect(page.getByText('This username is taken.')).toBeVisible();
  await expect(page.getByLabel('Username')).toHaveValue(name);
  await expect(page.getByLabel('E-mail')).toHaveValue('somebody-else@example.com');
});

test('an article is edited, found at its old address, and deleted only when that was confirmed', async ({ page }) => {
  await signUp(page, unique('editor'));
  const [before, after] = [unique('Before the change'), unique('After the change')];
  await publish(page, before, 'As it was.');
  const oldAddress = new URL(page.url()).pathname;

  await page.getByRole('link', { name: 'Edit article' }).click();
  await expect(page.getByLabel('Text')).toHaveValue('As it was.');
  await page.getByLabel('Title').fill(after);
  await page.getByRole('button', { name: 'Publish changes' }).click();
  await expect(page.getByRole('heading', { name: after, level: 1 })).toBeVisible();
  const newAddress = new URL(page.url()).pathname;
  expect(newAddress).not.toBe(oldAddress);

  await page.goto(oldAddress);
  await expect(page.getByRole('heading', { name: after, level: 1 })).toBeVisible();
  await expect(page).toHaveURL(newAddress);

  await page.getByRole('button', { name: 'Delete article' }).click();
  await page.getByRole('button', { name: 'Keep it' }).click();
  await page.getByRole('button', { name: 'Delete article' }).click();
  await page.getByRole('button', { name: 'Delete for good' }).click();
  await expect(page).not.toHaveURL(newAddress);
  await page.goto(newAddress);
  await expect(page.getByRole('heading', { name: 'There is no article at this address' })).toBeVisible();
});

test('script in an article is text', async ({ page }) => {
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  await signUp(page, unique('mallory'));
  await publish(
    page,
    unique('<script>alert(1)</script>'),
    '<img src=x onerror=alert(1)>\n\n[link](javascript:alert(1))',
  );
  await expect(page.getByRole('main')).not.toContainText('undefined');
  expect(await page.locator('a[href^="javascript:"], main img[onerror], main script').count()).toBe(0);
  expect(dialogs).toEqual([]);
});

test('the keyboard alone signs in, opens an article and marks it as a favorite', async ({ page }) => {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').focus();
  await page.keyboard.type('reader@example.com');
  await page.keyboard.press('Tab');
  await page.keyboard.type('conduit-demo');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('link', { name: 'wren' })).toBeVisible();

  await page.goto('/article/the-hand-lens');
  const favorite = page.getByRole('button', { name: /^Favorite/ }).first();
  await expect(favorite).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused();
  await favorite.focus();
  const was = await favorite.getAttribute('aria-pressed');
  await page.keyboard.press('Enter');
  await expect(favorite).toHaveAttribute('aria-pressed', was === 'true' ? 'false' : 'true');
  await page.reload();
  await expect(favorite).toHaveAttribute('aria-pressed', was === 'true' ? 'false' : 'true');
});
