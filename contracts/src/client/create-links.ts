import { httpBatchLink, type Operation, splitLink, type TRPCLink } from '@trpc/client';
import { contractFacts, type ContractFacts } from '../facts.ts';
import type { ApiRouter } from '../index.ts';
import { aloneLink, givenKey } from './alone-link.ts';
import { deprecatedLink, type OnDeprecated } from './deprecated.ts';
import { endpointOf } from './endpoint.ts';
import { type ClientIdentity, headersOf, type HeaderSource, type TokenSource } from './headers.ts';
import { answersOf, type Fetch } from './no-answer.ts';
import { type EventSourceClass, streamLinks } from './stream-links.ts';

/** The server refuses longer batches. */
const BATCH_MAX = 10;

/** How a client calls. */
export interface LinkOptions {
  /** The origin of a deployment, `https://conduit.example`, or that with `/api/trpc` behind it. */
  readonly url: string | URL;
  /** Who calls: by it the use of the contract is counted. */
  readonly client: ClientIdentity;
  /** Of whoever the calls act for; a function is asked before each call. A browser sends its cookie instead. */
  readonly token?: TokenSource;
  readonly headers?: HeaderSource;
  readonly fetch?: Fetch;
  /** Another `fetch` for one call, such as one that tells how much was sent. Such a call travels alone. */
  readonly fetchOf?: (operation: Operation) => Fetch | undefined;
  /** What streams are read by, where the runtime has no EventSource, or a token is to be sent. */
  readonly EventSource?: EventSourceClass;
  /** Hears that a procedure was called which will be gone. */
  readonly onDeprecated?: OnDeprecated;
  /** What is known of the contract: that of this package unless given. */
  readonly facts?: ContractFacts;
  /** What waits are drawn by. */
  readonly random?: () => number;
}

/**
 * How calls travel: reads and plain writes in batches, writes that are carried out once alone and again where no answer
 * came, streams as server-sent events that open again after a failure.
 *
 * @example
 * createTRPCReact<ApiRouter>().createClient({ links: createLinks({ url: location.origin, client: { name: 'spa', version } }) })
 */
export function createLinks({
  url,
  facts = contractFacts,
  random = Math.random,
  onDeprecated,
  fetch: send = (address, init) => fetch(address, init),
  fetchOf = () => undefined,
  ...rest
}: LinkOptions): TRPCLink<ApiRouter>[] {
  const endpoint = endpointOf(url);
  const caller = { ...rest, facts };
  const headers = headersOf(caller);
  const idempotent = new Set(facts.idempotent);
  const alone = aloneLink({
    endpoint,
    headers,
    idempotent,
    random,
    fetchOf: (operation) => fetchOf(operation) ?? send,
  });
  return [
    ...(onDeprecated ? [deprecatedLink(facts, onDeprecated)] : []),
    splitLink({
      condition: ({ type }) => type === 'subscription',
      true: streamLinks({ ...caller, endpoint, send, random }),
      false: splitLink({
        condition: (operation) => idempotent.has(operation.path) || isSingled(operation, fetchOf),
        true: alone,
        false: httpBatchLink({ url: endpoint, maxItems: BATCH_MAX, headers, fetch: answersOf(send) }),
      }),
    }),
  ];
}

function isSingled(operation: Operation, fetchOf: NonNullable<LinkOptions['fetchOf']>): boolean {
  return fetchOf(operation) !== undefined || givenKey(operation) !== undefined;
}
