import { httpLink, type Operation, type TRPCLink } from '@trpc/client';
import type { ApiRouter } from '../index.ts';
import { clientHeaders } from '../kernel/client-headers.ts';
import { newId } from './new-id.ts';
import { answersOf, type Fetch } from './no-answer.ts';
import { repeatingWrite } from './repeat-write.ts';

/** What a call may be made with beside its input: `mutate(input, { context })`. */
export interface CallContext extends Record<string, unknown> {
  /** Names a write of one's own accord, such as to send it again after a restart: 1 to 255 visible ASCII characters. */
  readonly idempotencyKey?: string;
}

interface AloneOptions {
  readonly endpoint: string;
  readonly headers: () => Promise<Record<string, string>>;
  readonly idempotent: ReadonlySet<string>;
  readonly random: () => number;
  readonly fetchOf: (operation: Operation) => Fetch;
}

/** One call in a request: a write that is carried out once has a key, made here, under which it may be sent again. */
export function aloneLink({ endpoint, headers, idempotent, random, fetchOf }: AloneOptions): TRPCLink<ApiRouter> {
  return (runtime) => (chain) => {
    const send = fetchOf(chain.op);
    const key = idempotent.has(chain.op.path) ? (givenKey(chain.op) ?? newId()) : refuseKey(chain.op);
    return httpLink<ApiRouter>({
      url: endpoint,
      headers: async () => ({ ...(await headers()), ...(key && { [clientHeaders.idempotencyKey]: key }) }),
      fetch: answersOf(key ? repeatingWrite(send, random) : send),
    })(runtime)(chain);
  };
}

/** The key that a call was made with, if it was. */
export function givenKey({ context }: Operation): string | undefined {
  // What else stands in a context is for others; it has no types of its own.
  const { idempotencyKey: key } = context as CallContext;
  if (key !== undefined && !/^[\x21-\x7e]{1,255}$/.test(key)) {
    throw new Error(`"${key}" is no key of a write: 1 to 255 visible ASCII characters.`);
  }
  return key;
}

/** Whoever hands in a key counts on it: without one that is kept, a second sending would be a second write. */
function refuseKey(operation: Operation): undefined {
  if (givenKey(operation) === undefined) return undefined;
  throw new Error(`${operation.path} is not carried out once under a key: the contract does not say so.`);
}
