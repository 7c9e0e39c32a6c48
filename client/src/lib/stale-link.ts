import type { ApiRouter } from '@hybrid/contracts';
import { failureNameOf } from '@hybrid/contracts/kernel';
import type { TRPCLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';

/**
 * Hears when the server says that this page was built with a contract that means something else by now.
 *
 * @remarks
 * One link for every way a call is made, those that no cache knows of among them. Where the page is renewed the call is left
 * without an answer: its failure would be shown for as long as the page still stands.
 *
 * @param renew loads the page anew, and says whether it does.
 */
export function staleLink(renew: () => boolean): TRPCLink<ApiRouter> {
  return () =>
    ({ op, next }) =>
      observable((observer) =>
        next(op).subscribe({
          next: (value) => observer.next(value),
          complete: () => observer.complete(),
          error: (error) => {
            if (failureNameOf(error) !== 'STALE_CLIENT' || !renew()) observer.error(error);
          },
        }),
      );
}
