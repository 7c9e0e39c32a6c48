import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/**
 * Expects that axe finds nothing serious on a page as it stands; the journey goes on where it does.
 *
 * @public
 */
export async function inspect(page: Page): Promise<void> {
  expect.soft(await seriousOn(new AxeBuilder({ page })), `what axe finds on ${page.url()}`).toEqual([]);
}

/** What axe finds that keeps somebody out, each with the elements that it is about. */
export async function seriousOn(axe: AxeBuilder): Promise<string[]> {
  // In one go: else a page is opened for each look, for frames from elsewhere, of which there are none.
  const { violations } = await axe.setLegacyMode().analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}
