import type { Page } from '@playwright/test';

/** Does by a call what the journey is not about. */
export async function call(page: Page, procedure: string, input: object): Promise<{ slug: string }> {
  return page.evaluate(
    async ([path, body]) => {
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(`/api/trpc/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
      return (await answer.json()).result.data;
    },
    [procedure, input] as const,
  );
}
