import type { QueryClient } from '@tanstack/react-query';

/** An answer that came within the page: to which procedure, by its dotted name, and to what. */
interface FirstAnswer {
  readonly name: string;
  readonly input?: unknown;
  readonly data: unknown;
}

/**
 * Takes over the answers that the server wrote into the page, so that its first questions need not be asked.
 *
 * @remarks
 * They are as fresh as the page: the server lets nobody keep it.
 */
export function takeFirstAnswers(client: QueryClient): void {
  const element = document.querySelector('#first-answers');
  if (element === null) return;
  element.remove();
  // The release of the server that serves this program wrote it.
  const answers = JSON.parse(element.textContent) as FirstAnswer[];
  for (const { name, input, data } of answers) {
    // As tRPC's hooks name a query: `getQueryKey` wants the hook itself, which nobody has by its name.
    const asked = input === undefined ? { type: 'query' } : { input, type: 'query' };
    client.setQueryData([name.split('.'), asked], data);
  }
}
