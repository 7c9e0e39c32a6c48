import type { Page } from '@playwright/test';
import { expect, signUp, test, unique } from './journey.ts';
import { publish } from './publish.ts';

// What the browser says of an answer that never came.
test.use({ tolerated: /ERR_FAILED/ });

/** Lets the next call of a procedure be carried out, and loses its answer; notes the key of each. */
async function loseAnswer(page: Page, procedure: string): Promise<(string | undefined)[]> {
  const keys: (string | undefined)[] = [];
  await page.route(`**/api/trpc/${procedure}`, async (route) => {
    keys.push(route.request().headers()['idempotency-key']);
    if (keys.length > 1) return route.continue();
    await route.fetch();
    return route.abort();
  });
  return keys;
}

test('an article and a comment whose answers are lost on the way are there once, and nobody notices', async ({
  page,
}) => {
  const title = unique('On a bad line');
  await signUp(page, unique('writer'));
  const published = await loseAnswer(page, 'drafts.publish');
  await publish(page, title, 'It was sent twice.');
  const commented = await loseAnswer(page, 'comments.add');
  await page.getByLabel('Your comment').fill('So was this.');
  const answered = page.waitForResponse('**/api/trpc/comments.add');
  await page.getByRole('button', { name: 'Post comment' }).click();
  expect((await answered).status()).toBe(200);
  await expect(page.getByLabel('Your comment')).toHaveValue('');
  await expect(page.getByText('So was this.')).toHaveCount(1);
  await page.reload();
  await expect(page.getByText('So was this.')).toHaveCount(1);
  // A second article of that title would have had another address.
  expect(new URL(page.url()).pathname).toMatch(/\/article\/on-a-bad-line-[a-z0-9]+$/);
  for (const keys of [published, commented]) {
    expect(keys).toHaveLength(2);
    expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
    expect(keys[1]).toBe(keys[0]);
  }
});
