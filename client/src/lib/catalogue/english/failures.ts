import { platformErrors } from '@hybrid/contracts/kernel';
import type { PlatformErrorName } from '@hybrid/contracts/kernel';
import { quantity } from './format.ts';

/** What is said when something fails. The contract's own sentences are English already. */
export const failures = {
  ofPlatform: (name: PlatformErrorName): string => platformErrors[name].message,
  tooMany: (seconds: number) =>
    `Too many attempts. Wait ${quantity(Math.max(1, seconds), 'second', 'seconds')}, then try again.`,
  unreachable: 'The server cannot be reached. Check the connection, then try again.',
  offline: 'There is no connection. Try again once you are connected again.',
  unknown: 'Something went wrong on our side.',
  /** A declared error's own sentence, by its name; English says what the contract says. */
  declared: (_name: string, message: string | undefined): string => message ?? 'Something went wrong on our side.',
  /** The contract's messages are predicates: the label makes a sentence of them. */
  field: (label: string, message: string): string => `${label} ${message}.`,
};
