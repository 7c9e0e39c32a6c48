import type { Page } from '@playwright/test';
import { call } from './call.ts';
import { enterAdmin } from './enter-admin.ts';
import { inspect } from './inspect.ts';
import { expect, signUp, test, unique } from './journey.ts';

/** Opens an article as somebody who reads on, and would notice a reload. */
async function readOn(page: Page, slug: string, text: string): Promise<void> {
  await page.goto(`/article/${slug}`);
  await expect(page.getByText(text)).toBeVisible();
  await page.evaluate(() => Object.assign(window, { neverReloaded: true }));
}

const neverReloaded = (page: Page) => page.evaluate(() => 'neverReloaded' in window);

// That the article is gone is what the journey is about.
test.use({ tolerated: /status of 404/ });

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? 'with JavaScript' : 'without JavaScript';

  test(`${how} in the console, a reported article is hidden and gone from a reader’s open page, and comes back`, async ({
    page: writer,
    openBrowser,
  }) => {
    const title = unique('On looms');
    const name = unique('writer');
    await signUp(writer, name);
    const { slug } = await call(writer, 'articles.create', { title, description: 'S', body: 'Somebody else’s words.' });
    const [reader, visitor] = [await openBrowser(), await openBrowser()];
    await signUp(reader, unique('reader'));
    await call(reader, 'reports.create', { slug, reason: 'copyright', note: 'I wrote this.' });
    for (const page of [writer, reader, visitor]) await readOn(page, slug, 'Somebody else’s words.');

    const staff = await openBrowser({ javaScriptEnabled });
    await enterAdmin(staff, { path: '/admin/reports' });
    await staff.getByRole('link', { name: title }).click();
    await expect(staff.getByRole('main')).toContainText('I wrote this.');
    if (javaScriptEnabled) await inspect(staff);
    await staff.getByRole('link', { name: /^Hide/ }).click();
    if (javaScriptEnabled) await inspect(staff);
    await staff.getByLabel('Why, in your words to its author').fill('This was published elsewhere before.');
    await staff.getByRole('button', { name: 'Hide' }).click();
    await expect(staff.getByRole('status').first()).toContainText('Hidden from everybody but its author');

    for (const page of [reader, visitor]) {
      await expect(page.getByRole('heading', { name: 'There is no article at this address' })).toBeVisible();
      await expect(page.getByText('Somebody else’s words.')).toHaveCount(0);
    }
    const note = writer.getByRole('complementary', { name: 'From the moderators' });
    await expect(note).toContainText('This was published elsewhere before.');
    await expect(writer.getByRole('button', { name: 'Unpublish' })).toHaveCount(0);
    await expect(writer.getByRole('button', { name: 'Publish again' })).toHaveCount(0);
    for (const page of [writer, reader, visitor]) expect(await neverReloaded(page)).toBe(true);

    // Where the writer looks next they are told as well, and so is who reported it.
    await writer.getByRole('link', { name: 'Notifications, 1 unread' }).click();
    await expect(writer.getByText('Your article was hidden from everybody else')).toBeVisible();
    await writer.getByRole('button', { name: 'Mark as read' }).click();
    await expect(writer.getByRole('link', { name: 'Notifications', exact: true })).toBeVisible();
    await reader.getByRole('link', { name: 'Notifications, 1 unread' }).click();
    await expect(reader.getByText('Something was done about it')).toBeVisible();

    await staff.getByRole('button', { name: 'Undo' }).click();
    await expect(staff.getByRole('status').first()).toContainText('It waits for a moderator again.');
    await visitor.goto(`/article/${slug}`);
    await expect(visitor.getByText('Somebody else’s words.')).toBeVisible();
    // By the keyboard alone: the page that asks has the focus on its button.
    const dismiss = staff.getByRole('link', { name: /^Dismiss/ });
    await expect(dismiss).toHaveAttribute('accesskey', 'd');
    await dismiss.press('Enter');
    await expect(staff.getByRole('button', { name: 'Dismiss' })).toBeFocused();
    if (javaScriptEnabled) await inspect(staff);
    await staff.keyboard.press('Enter');
    await expect(staff.getByRole('status').first()).toContainText('Dismissed.');
  });

  test(`${how} in the console, a comment is hidden from the list of comments, and gone where others read`, async ({
    page: writer,
    openBrowser,
  }) => {
    await signUp(writer, unique('writer'));
    const { slug } = await call(writer, 'articles.create', { title: unique('Looms'), description: 'S', body: 'Text.' });
    const spammer = await openBrowser();
    await signUp(spammer, unique('spammer'));
    const words = unique('Buy my looms');
    await call(spammer, 'comments.add', { slug, body: words });
    for (const page of [writer, spammer]) await readOn(page, slug, words);

    const staff = await openBrowser({ javaScriptEnabled });
    await enterAdmin(staff, { path: '/admin/reports' });
    await staff.goto('/admin/comments');
    await staff.getByLabel('Comments whose body contains').fill(words);
    await staff.getByRole('button', { name: 'Show' }).click();
    await staff.getByRole('rowheader').getByRole('link', { name: words }).click();
    await staff.getByRole('link', { name: 'Hide as spam…' }).click();
    await staff.getByRole('button', { name: 'Hide as spam' }).click();
    await expect(staff.getByRole('status').first()).toContainText(`Hidden: ${words}`);

    await expect(writer.getByText(words)).toHaveCount(0);
    await expect(spammer.getByText('Only you can see this comment.')).toBeVisible();
    await expect(spammer.getByText(words)).toBeVisible();
    for (const page of [writer, spammer]) expect(await neverReloaded(page)).toBe(true);
    await staff.getByRole('button', { name: 'Undo' }).click();
    await expect(writer.getByText(words)).toBeVisible();
    await expect(spammer.getByText('Only you can see this comment.')).toHaveCount(0);
  });
}
