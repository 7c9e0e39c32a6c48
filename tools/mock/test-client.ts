import { createClient } from '@hybrid/contracts/client';
import { EventSource } from 'eventsource';

/** A typed client over the published links; `headers` go with every call. */
export function clientOf({ url }: { readonly url: string }, headers: Record<string, string> = {}) {
  return createClient({ url, name: 'mock-test', headers: () => headers, EventSource });
}
