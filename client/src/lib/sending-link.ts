import type { ApiRouter } from '@hybrid/contracts';
import { httpLink } from '@trpc/client';
import type { Operation, TRPCLink } from '@trpc/client';

/** How something large is sent. */
export interface SendOptions {
  readonly signal?: AbortSignal;
  readonly context: {
    /** Hears how much was sent, from 0 to 100. */
    readonly onSent: (percent: number) => void;
  };
}

/** Tells calls whose sending somebody watches: they travel alone, as a batch has the size of one small call. */
export function isWatched(operation: Operation): boolean {
  return typeof operation.context['onSent'] === 'function';
}

/** Sends one call and tells how far it has come. `fetch` cannot: it says nothing of what it has sent. */
export function sendingLink(url: string): TRPCLink<ApiRouter> {
  return (runtime) => (chain) => {
    // `SendOptions` is what a watched call is made with; the context itself has no types.
    const { onSent } = chain.op.context as SendOptions['context'];
    // The address that the link would have built: a write has nothing in it beside the procedure's name.
    const address = `${url}/${chain.op.path}`;
    return httpLink<ApiRouter>({ url, fetch: (_address, init) => send(address, init, onSent) })(runtime)(chain);
  };
}

interface Sent {
  readonly method?: string | undefined;
  readonly headers?: unknown;
  readonly body?: unknown;
  readonly signal?: AbortSignal | null | undefined;
}

function send(address: string, init: Sent = {}, onSent: (percent: number) => void): Promise<Response> {
  return new Promise((resolve, reject) => {
    const { method = 'POST', headers, body, signal } = init;
    const request = new XMLHttpRequest();
    request.open(method, address);
    for (const [name, value] of Object.entries(headers ?? {})) request.setRequestHeader(name, String(value));
    request.upload.addEventListener('progress', ({ loaded, total }) => {
      if (total > 0) onSent(Math.round((loaded / total) * 100));
    });
    request.addEventListener('load', () => resolve(new Response(request.responseText, { status: request.status })));
    request.addEventListener('error', () => reject(new TypeError('The server cannot be reached.')));
    request.addEventListener('abort', () => reject(new DOMException('Given up.', 'AbortError')));
    signal?.addEventListener('abort', () => request.abort(), { once: true });
    request.send(typeof body === 'string' ? body : null);
  });
}
