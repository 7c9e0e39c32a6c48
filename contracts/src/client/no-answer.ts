import type { HTTPLinkOptions } from '@trpc/client';

type TrpcFetch = NonNullable<HTTPLinkOptions<never>['fetch']>;

/** How requests are made: the global `fetch`, or what stands in for it. */
export type Fetch = (address: string, init?: RequestInit) => Promise<Response>;

/** What came back was not said by a server of this contract: the page of a proxy, or of another site. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  readonly status: number;
  constructor({ status, url }: Pick<Response, 'status' | 'url'>) {
    super(`${url ? new URL(url).origin : 'The server'} answered ${status}, but not as a server of this contract does.`);
    this.status = status;
  }
}

/** Refuses what is no JSON: read as such, the page of a proxy is "Unexpected token '<'". */
export function answersOf(send: Fetch): TrpcFetch {
  return async (address, init) => {
    // tRPC's links hand over an address as text and what `fetch` takes; their types allow for more.
    const response = await send(address as string, init);
    if (!/^application\/json\b/.test(response.headers.get('content-type') ?? '')) throw new NoAnswer(response);
    return response;
  };
}
