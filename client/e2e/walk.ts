import { expect, type Page } from '@playwright/test';

/** More than any page has. */
const stepsMax = 200;

/** Goes through a page by the Tab key alone; what has the focus can be seen, and is marked. Returns the names of what had it. */
export async function walkThrough(page: Page): Promise<string[]> {
  const walked: string[] = [];
  for (let step = 0; step < stepsMax; step += 1) {
    await page.keyboard.press('Tab');
    const here = await focused(page);
    if (here === null) return walked;
    expect.soft(here, `what has the focus after ${walked.at(-1)}`).toMatchObject({ isMarked: true, isThere: true });
    walked.push(here.name ?? '');
  }
  throw new Error(`The focus does not leave the page after ${stepsMax} steps.`);
}

/** What has the focus, and whether that can be seen; null once it has left the page. */
async function focused(page: Page): Promise<{ name: string | null; isMarked: boolean; isThere: boolean } | null> {
  const focus = page.locator(':focus:not(body)');
  if ((await focus.count()) === 0) return null;
  return focus.evaluate((element) => {
    // A choice is drawn by the word beside its hidden control.
    const drawn = element.matches('.switch input') ? (element.nextElementSibling ?? element) : element;
    const { outlineStyle, boxShadow } = getComputedStyle(drawn);
    const { width, height } = element.getBoundingClientRect();
    return {
      name: element.getAttribute('aria-label') ?? element.textContent,
      isMarked: outlineStyle !== 'none' || boxShadow !== 'none',
      isThere: width > 0 && height > 0,
    };
  });
}
