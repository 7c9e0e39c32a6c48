import type { Me } from '@hybrid/contracts';
import { declaredFlags, type FlagName } from '@hybrid/contracts/declared-flags';
import { useEvent } from './live/use-event.ts';
import { trpc } from './trpc.ts';

/** Whether a flag is on for whoever reads the page; until that is known, what the contract says of it. */
export function useFlag(name: FlagName): boolean {
  const { data } = trpc.flags.mine.useQuery();
  return data?.[name] ?? declaredFlags[name].isOnByDefault;
}

/**
 * Keeps the flags of the page current.
 *
 * @remarks
 * Whoever is signed in has a connection open in any case. For others none is opened for this alone: they read the flags with the page,
 * and again when they come back to it.
 */
export function useLiveFlags(me: Me | null | undefined): void {
  const { flags } = trpc.useUtils();
  const readAgain = () => void flags.mine.invalidate();
  useEvent('flags.changed', me ? {} : null, readAgain, { onReset: readAgain });
}
