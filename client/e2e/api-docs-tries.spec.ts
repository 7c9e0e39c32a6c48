import { expect, signUp, test, unique } from './journey.ts';
import { entryOf, openTry } from './reference.ts';

test('a query is tried with its example, and the answer shows what came back', async ({ page }) => {
  const entry = await openTry(page, 'articles.bySlug');
  await expect(entry.getByText('as nobody: this browser is not signed in')).toBeVisible();
  const input = entry.getByLabel('Input, as JSON');
  await expect(input).toHaveValue(/"the-hand-lens"/);
  await entry.getByRole('button', { name: 'Call' }).click();
  const answer = entry.getByRole('region', { name: 'What came of it' });
  await expect(answer).toBeFocused();
  await expect(answer).toContainText(/Answered 200 · \d+ ms · request [\w-]{36}/);
  await expect(answer).toContainText('"title": "The Hand Lens"');
});

test('what is no JSON is not sent, and what is wrong with it is said beside it', async ({ page }) => {
  const entry = await openTry(page, 'articles.bySlug');
  let calls = 0;
  page.on('request', (request) => (calls += request.url().includes('/api/trpc/') ? 1 : 0));
  const input = entry.getByLabel('Input, as JSON');
  await input.fill('{ "slug": the-hand-lens }');
  await input.press('Control+Enter');
  await expect(entry.getByRole('alert')).toContainText('This is no JSON, so it was not sent.');
  await expect(input).toHaveAttribute('aria-invalid', 'true');
  await expect(input).toBeFocused();
  expect(calls).toBe(0);
  await input.fill('{ "slug": "the-hand-lens" }');
  await input.press('Control+Enter');
  await expect(entry.getByRole('region', { name: 'What came of it' })).toContainText('Answered 200');
  await expect(entry.getByRole('alert')).toBeEmpty();
});

test('a mutation says what it will do and as whom, and is carried out only then', async ({ page }) => {
  const username = unique('docs');
  await signUp(page, username);
  const entry = await openTry(page, 'profiles.follow');
  await expect(entry.getByText(`with the session of this browser, as ${username} (user)`)).toBeVisible();
  const sent: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST') sent.push(new URL(request.url()).pathname);
  });
  await entry.getByRole('button', { name: 'Call…' }).click();
  const ask = entry.getByRole('group', { name: 'Before it is called' });
  await expect(ask).toBeFocused();
  await expect(ask).toContainText(new RegExp(`This calls profiles.follow at .* for real, as ${username} \\(user\\)`));
  await ask.getByRole('button', { name: 'Leave it' }).click();
  await expect(ask).toBeHidden();
  await expect(entry.getByRole('button', { name: 'Call…' })).toBeFocused();
  await entry.getByRole('button', { name: 'Call…' }).click();
  await page.keyboard.press('Escape');
  await expect(ask).toBeHidden();
  expect(sent).toEqual([]);

  await entry.getByRole('button', { name: 'Call…' }).click();
  await ask.getByRole('button', { name: 'Call profiles.follow' }).click();
  await expect(entry.getByRole('region', { name: 'What came of it' })).toContainText('"following": true');
  expect(sent).toEqual(['/api/trpc/profiles.follow']);
  await page.goto('/profile/yuki');
  await expect(page.getByRole('button', { name: /unfollow|following/i }).first()).toBeVisible();
});

test('what was asked about is what is sent: whoever changes the input is asked again', async ({ page }) => {
  const entry = await openTry(page, 'accounts.signIn');
  await entry.getByRole('button', { name: 'Call…' }).click();
  const ask = entry.getByRole('group', { name: 'Before it is called' });
  await expect(ask).toBeVisible();
  await entry.getByLabel('Input, as JSON').press('Control+End');
  await page.keyboard.type(' ');
  await expect(ask).toBeHidden();
});

test.describe('what the server refuses', () => {
  // A browser says of every refusal that it was one.
  test.use({ tolerated: /status of 4\d\d/ });

  test('is shown by name, with what can be done about it', async ({ page }) => {
    const entry = await openTry(page, 'accounts.current');
    await entry.getByRole('button', { name: 'Call' }).click();
    const answer = entry.getByRole('region', { name: 'What came of it' });
    await expect(answer).toContainText(/UNAUTHORIZED 401 · \d+ ms · request [\w-]{36}/);
    await expect(answer).toContainText('This asks for somebody who is signed in.');
    await expect(answer.getByRole('link', { name: 'Sign in' })).toHaveAttribute('href', '/');

    const list = await openTry(page, 'articles.list');
    await list.getByLabel('Input, as JSON').fill('{ "limit": 1000 }');
    await list.getByRole('button', { name: 'Call' }).click();
    await expect(list.getByRole('region', { name: 'What came of it' })).toContainText('INVALID_INPUT 422');
    await expect(list.getByRole('region', { name: 'What came of it' })).toContainText('limit must be at most 100');

    const one = await openTry(page, 'articles.bySlug');
    await one.getByLabel('Input, as JSON').fill('{ "slug": "never-written" }');
    await one.getByRole('button', { name: 'Call' }).click();
    const outcome = one.getByRole('region', { name: 'What came of it' });
    await expect(outcome).toContainText('ARTICLE_NOT_FOUND 404');
    await expect(outcome).toContainText('There is no article at this address.');
    await expect(outcome).toContainText('"slug": "never-written"');
  });

  test('is shown for a stream as well, and whoever then signs in through the page is listened for', async ({
    page,
  }) => {
    const entry = await openTry(page, 'notifications.stream');
    await entry.getByRole('button', { name: 'Listen' }).click();
    const answer = entry.getByRole('region', { name: 'What came of it' });
    await expect(answer).toContainText('UNAUTHORIZED');
    await expect(entry.getByRole('button', { name: 'Listen' })).toBeVisible();

    const signIn = await openTry(page, 'accounts.signIn');
    await expect(signIn.getByLabel('Input, as JSON')).toHaveValue(/reader@example.com/);
    await signIn.getByRole('button', { name: 'Call…' }).click();
    await signIn.getByRole('button', { name: 'Call accounts.signIn' }).click();
    await expect(signIn.getByText('as wren (user)').first()).toBeVisible();

    await entry.getByRole('button', { name: 'Listen' }).click();
    await expect(answer).toContainText('"type": "reset"');
    await entry.getByRole('button', { name: 'Stop' }).click();
    await expect(answer).toContainText('Stopped.');
  });
});

test('a stream shows what is told as it comes, until it is stopped', async ({ page, openBrowser }) => {
  const entry = await openTry(page, 'activity.ofArticle');
  await entry.getByRole('button', { name: 'Listen' }).click();
  const answer = entry.getByRole('region', { name: 'What came of it' });
  await expect(answer).toContainText('"type": "reset"');

  const username = unique('teller');
  const other = await openBrowser();
  await signUp(other, username);
  const comment = (body: string) =>
    other.request.post('/api/trpc/comments.add', {
      data: { slug: 'the-hand-lens', body },
      headers: { origin: new URL(page.url()).origin },
    });
  await comment('Told at once.');
  await expect(answer).toContainText('Told at once.');
  await expect(answer.getByRole('listitem')).toHaveCount(2);
  await entry.getByRole('button', { name: 'Stop' }).click();
  await expect(answer).toContainText('Stopped.');
  await comment('Told to nobody here.');
  await expect(entry.getByRole('button', { name: 'Listen' })).toBeVisible();
  await entry.getByRole('button', { name: 'Listen' }).click();
  await expect(answer.getByRole('listitem')).toHaveCount(1);
  await expect(answer).not.toContainText('Told to nobody here.');
});

test('however much a stream tells, the page keeps the last fifty', async ({ page, openBrowser }) => {
  const entry = await openTry(page, 'activity.ofArticle');
  await entry.getByRole('button', { name: 'Listen' }).click();
  const answer = entry.getByRole('region', { name: 'What came of it' });
  await expect(answer).toContainText('"type": "reset"');
  const other = await openBrowser();
  await signUp(other, unique('often'));
  const headers = { origin: new URL(page.url()).origin };
  for (let round = 0; round < 30; round += 1) {
    for (const verb of ['favorite', 'unfavorite']) {
      await other.request.post(`/api/trpc/articles.${verb}`, { data: { slug: 'the-hand-lens' }, headers });
    }
  }
  await expect(answer).toContainText('The last 50 of them are here.');
  await expect(answer.getByRole('listitem')).toHaveCount(50);
});

test('with the keyboard alone something is found, opened, tried and read', async ({ page }) => {
  await page.goto('/api/docs');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused();
  await page.keyboard.press('/');
  await page.keyboard.type('tags.list');
  await page.keyboard.press('Enter');
  const entry = entryOf(page, 'tags.list');
  const opener = entry.locator('summary', { hasText: 'Try it' });
  await expect(entry.locator('> summary')).toBeFocused();
  for (let step = 0; step < 40 && !(await opener.evaluate((one) => one === document.activeElement)); step += 1) {
    await page.keyboard.press('Tab');
    const isMarked = await page.evaluate(
      () => getComputedStyle(document.activeElement ?? document.body).outlineStyle !== 'none',
    );
    expect(isMarked, `the focus after ${step} steps`).toBe(true);
  }
  await expect(opener).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(entry.getByRole('button', { name: 'Call' })).toBeVisible();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(entry.getByRole('region', { name: 'What came of it' })).toBeFocused();
  await expect(entry.getByRole('region', { name: 'What came of it' })).toContainText('"tag":');
});
