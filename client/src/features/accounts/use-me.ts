import type { Me } from '@hybrid/contracts';
import { trpc } from '../../lib/trpc.ts';

/** The signed-in person: `undefined` while that is not known, `null` when nobody is signed in. */
export function useMe(): Me | null | undefined {
  return trpc.accounts.me.useQuery(undefined, { staleTime: 5 * 60_000 }).data;
}
