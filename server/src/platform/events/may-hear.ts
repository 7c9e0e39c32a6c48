import type { Role } from '../access.ts';

/** Whoever listens on a connection; null where nobody is signed in. */
export type Hearer = { readonly id: string; readonly role: Role } | null;

/** Asks whether somebody may hear a topic. */
export type MayHear = (topic: string, user: Hearer) => boolean | Promise<boolean>;
