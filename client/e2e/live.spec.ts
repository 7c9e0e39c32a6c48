import { call } from './call.ts';
import { expect, signUp, test, unique } from './journey.ts';

test('whoever reads an article sees comments, favorites and edits come, without a reload', async ({
  page: writer,
  openBrowser,
}) => {
  const title = unique('On being read');
  await signUp(writer, unique('writer'));
  const { slug } = await call(writer, 'articles.create', { title, description: 'S', body: 'The first version.' });

  // A reader who is signed in, and a visitor who is not, on the same page.
  const [reader, visitor] = [await openBrowser(), await openBrowser()];
  await signUp(reader, unique('reader'));
  for (const page of [reader, visitor]) {
    await page.goto(`/article/${slug}`);
    await expect(page.getByText('The first version.')).toBeVisible();
    await page.evaluate(() => Object.assign(window, { neverReloaded: true }));
  }
  // A visitor counts as well, and one who leaves no longer does.
  for (const page of [reader, visitor]) await expect(page.getByText('2 are reading this now')).toBeVisible();
  const passer = await openBrowser();
  await passer.goto(`/article/${slug}`);
  await expect(visitor.getByText('3 are reading this now')).toBeVisible();
  await passer.close();
  await expect(visitor.getByText('2 are reading this now')).toBeVisible();

  await reader.getByLabel('Your comment').fill('I read it to the end.');
  await reader.getByRole('button', { name: 'Post comment' }).click();
  await expect(visitor.getByText('I read it to the end.')).toBeVisible();
  await expect(visitor.getByRole('heading', { name: '1 comment' })).toBeVisible();

  await reader.getByRole('button', { name: 'Edit comment' }).click();
  await reader.getByRole('form', { name: 'Edit your comment' }).getByRole('textbox').fill('I read it twice.');
  await reader.getByRole('button', { name: 'Save comment' }).click();
  await expect(visitor.getByText('I read it twice.')).toBeVisible();
  await expect(visitor.getByText('edited', { exact: true })).toBeVisible();

  await reader.getByRole('button', { name: `Favorite “${title}”, 0` }).click();
  await expect(visitor.getByRole('link', { name: `Favorite “${title}”, 1` })).toBeVisible();

  // The text stays as it is until the reader asks for the new one.
  await call(writer, 'articles.edit', { slug, body: 'The second version.' });
  await expect(visitor.getByText('The author changed this article while you were reading.')).toBeVisible();
  await expect(visitor.getByText('The first version.')).toBeVisible();
  await visitor.getByRole('button', { name: 'Show the new version' }).click();
  await expect(visitor.getByText('The second version.')).toBeVisible();

  await reader.getByRole('button', { name: 'Delete comment' }).click();
  await reader.getByRole('button', { name: 'Delete for good' }).click();
  await expect(visitor.getByText('Nobody has commented yet.')).toBeVisible();
  for (const page of [reader, visitor]) expect(await page.evaluate(() => 'neverReloaded' in window)).toBe(true);
});

test('a reported comment comes before the moderators, who remove it while others read', async ({
  page: writer,
  openBrowser,
}) => {
  const title = unique('On looms');
  await signUp(writer, unique('writer'));
  const { slug } = await call(writer, 'articles.create', { title, description: 'S', body: 'Text.' });
  const words = unique('Buy my looms');
  const spammer = await openBrowser();
  await signUp(spammer, unique('spammer'));
  await call(spammer, 'comments.add', { slug, body: words });

  await writer.goto(`/article/${slug}`);
  await writer.getByRole('button', { name: 'Report this comment' }).click();
  await writer.getByRole('radio', { name: 'Advertising or spam' }).check();
  await writer.getByRole('button', { name: 'Send report' }).click();
  await expect(writer.getByText('Thank you. The moderators will look at it.')).toBeVisible();

  const staff = await openBrowser();
  await staff.goto('/admin/reports');
  await staff.getByLabel('E-mail').fill('admin@example.com');
  await staff.getByLabel('Password').fill('conduit-demo');
  await staff.getByRole('button', { name: 'Sign in' }).click();
  await staff.getByRole('link', { name: words }).click();
  await staff.getByRole('link', { name: /^Remove/ }).click();
  await staff.getByRole('button', { name: 'Remove' }).click();
  await expect(staff.getByRole('status').first()).toHaveText('Removed, for everybody.');
  await expect(writer.getByText('Nobody has commented yet.')).toBeVisible();
});
