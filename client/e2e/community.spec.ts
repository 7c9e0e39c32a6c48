import { expect, password, signUp, test, unique } from './journey.ts';
import { publish } from './publish.ts';

// The suspended reader's call and sign-in are refused, as the journey asks.
test.use({ tolerated: /status of 40[13]/ });

test('a follower hears of an article as it is published and comments, its author hears of that, and staff suspend the follower', async ({
  page: writer,
  openBrowser,
}) => {
  const [writerName, readerName, title] = [unique('writer'), unique('reader'), unique('On being read')];
  await signUp(writer, writerName);
  await publish(writer, unique('A first attempt'), 'Nobody follows me yet.');

  // A second browser: it follows the writer, and stays on the front page.
  const reader = await openBrowser();
  await signUp(reader, readerName);
  await reader.goto(`/profile/${writerName}`);
  await reader.getByRole('button', { name: `Follow ${writerName}` }).click();
  await expect(reader.getByRole('button', { name: `Unfollow ${writerName}` })).toBeVisible();
  await reader.getByRole('link', { name: 'Conduit, front page' }).click();
  await expect(reader.getByRole('link', { name: 'Notifications', exact: true })).toBeVisible();

  // What happens there is heard here, without a reload.
  await reader.evaluate(() => Object.assign(window, { neverReloaded: true }));
  await publish(writer, title, 'Somebody does now.\n\n## And so\n\nthis is *heard*.');
  await reader.getByRole('link', { name: 'Notifications, 1 unread' }).click();
  await reader.getByRole('link', { name: title }).click();
  await expect(reader.getByRole('heading', { name: title, level: 1 })).toBeVisible();
  await expect(reader.locator('em', { hasText: 'heard' })).toBeVisible();
  expect(await reader.evaluate(() => 'neverReloaded' in window)).toBe(true);

  await reader.getByLabel('Your comment').fill('I read it to the end.');
  await reader.getByRole('button', { name: 'Post comment' }).click();
  await expect(reader.getByRole('list', { name: 'Comments' }).getByText('I read it to the end.')).toBeVisible();

  // The author's bell rings.
  await writer.getByRole('link', { name: 'Notifications, 1 unread' }).click();
  await expect(writer.getByRole('main')).toContainText(`${readerName} commented on ${title}`);

  // Staff suspend the reader, whose next action is refused.
  const staff = await openBrowser();
  await staff.goto('/admin/users');
  await staff.getByLabel('E-mail').fill('admin@example.com');
  await staff.getByLabel('Password').fill('conduit-demo');
  await staff.getByRole('button', { name: 'Sign in' }).click();
  await staff.getByLabel(/whose name or e-mail contains/).fill(readerName);
  await staff.getByRole('link', { name: readerName }).click();
  await staff.getByRole('link', { name: /^Suspend/ }).click();
  await staff.getByRole('button', { name: `Suspend ${readerName}` }).click();
  await expect(staff.getByRole('status')).toHaveText('Suspended. All sessions have ended.');

  const refused = reader.waitForResponse((answer) => answer.url().includes('comments.add'));
  await reader.getByLabel('Your comment').fill('And once more.');
  await reader.getByRole('button', { name: 'Post comment' }).click();
  expect((await refused).status()).toBe(401);
  await expect(reader.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Sign in' })).toBeVisible();
  await reader.goto('/sign-in');
  await reader.getByLabel('E-mail').fill(`${readerName}@example.com`);
  await reader.getByLabel('Password').fill(password);
  await reader.getByRole('button', { name: 'Sign in' }).click();
  await expect(reader.getByText('This account is suspended.')).toBeVisible();
});
