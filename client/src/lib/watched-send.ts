import type { Fetch } from '@hybrid/contracts/client';
import type { Operation } from '@trpc/client';

/** How something large is sent. */
export interface SendOptions {
  readonly signal?: AbortSignal;
  readonly context: {
    /** Hears how much was sent, from 0 to 100. */
    readonly onSent: (percent: number) => void;
  };
}

/**
 * What sends a call that somebody watches, and tells how far it has come; nothing for every other call.
 *
 * @remarks
 * `fetch` cannot: it says nothing of what it has sent.
 */
export function watchedSend({ context }: Pick<Operation, 'context'>): Fetch | undefined {
  // `SendOptions` is what a watched call is made with; the context itself has no types.
  const { onSent } = context as Partial<SendOptions['context']>;
  return onSent && ((address, init) => send(address, init, onSent));
}

function send(address: string, init: RequestInit = {}, onSent: (percent: number) => void): Promise<Response> {
  return new Promise((resolve, reject) => {
    const { method = 'POST', headers, body, signal } = init;
    const request = new XMLHttpRequest();
    request.open(method, address);
    for (const [name, value] of new Headers(headers)) request.setRequestHeader(name, value);
    request.upload.addEventListener('progress', ({ loaded, total }) => {
      if (total > 0) onSent(Math.round((loaded / total) * 100));
    });
    request.addEventListener('load', () => resolve(responseOf(request)));
    request.addEventListener('error', () => reject(new TypeError('The server cannot be reached.')));
    request.addEventListener('abort', () => reject(new DOMException('Given up.', 'AbortError')));
    signal?.addEventListener('abort', () => request.abort(), { once: true });
    request.send(typeof body === 'string' ? body : null);
  });
}

/** With the headers that somebody reads. */
function responseOf(request: XMLHttpRequest): Response {
  const headers = new Headers();
  for (const name of ['content-type', 'retry-after']) {
    const value = request.getResponseHeader(name);
    if (value !== null) headers.set(name, value);
  }
  return new Response(request.responseText, { status: request.status, headers });
}
