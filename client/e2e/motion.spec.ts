import { expect, test } from './journey.ts';

test('with reduced motion nothing moves on the way from the list to an article and back', async ({ openBrowser }) => {
  const page = await openBrowser({ reducedMotion: 'reduce' });
  await page.goto('/');
  await expect(page.getByRole('list', { name: 'Articles' })).toBeVisible();
  await page.evaluate(() => {
    const moved: string[] = [];
    Object.assign(window, { moved });
    const look = (): void => {
      for (const animation of document.getAnimations()) {
        const duration = animation.effect?.getComputedTiming().duration;
        if (typeof duration === 'number' && duration > 0) moved.push(String(Reflect.get(animation, 'animationName')));
      }
      requestAnimationFrame(look);
    };
    look();
  });
  await page.getByRole('list', { name: 'Articles' }).getByRole('heading').first().getByRole('link').click();
  await expect(page.locator('.article h1')).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('list', { name: 'Articles' })).toBeVisible();
  expect(await page.evaluate(() => Reflect.get(window, 'moved') as string[])).toEqual([]);
});
