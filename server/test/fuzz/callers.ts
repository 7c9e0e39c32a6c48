import type { Access } from '@hybrid/contracts/kernel';
import { type Host, password, type Person } from '../host.ts';

/** Who calls: nobody, or somebody of a role. */
export const callers = ['nobody', 'user', 'viewer', 'operator', 'admin'] as const;
export type CallerKind = (typeof callers)[number];

/** Lets people in as they are needed: some calls end a session, or an account. */
export interface Callers {
  /** The token of somebody of the kind; null for nobody. */
  tokenOf(kind: CallerKind): Promise<string | null>;
  /** Says that the token which was handed out last stands for nobody any more. */
  renew(kind: CallerKind): void;
}

/** Keeps one person of each kind: signed in again where they were signed out, another where they are gone. */
export function createCallers({ signUp, services }: Pick<Host, 'signUp' | 'services'>): Callers {
  const people = new Map<CallerKind, Person>();
  const tokens = new Map<CallerKind, string>();
  let count = 0;
  const signInAgain = async (kind: CallerKind): Promise<string | null> => {
    const person = people.get(kind);
    const begun = person && (await services.auth.signIn({ email: person.email, password }, origin));
    return begun === undefined || typeof begun === 'string' ? null : begun.token;
  };
  const makeAnother = async (kind: Exclude<CallerKind, 'nobody'>): Promise<string> => {
    const person = await signUp(`${kind}-${(count += 1)}`, kind);
    people.set(kind, person);
    return person.token;
  };
  return {
    async tokenOf(kind) {
      if (kind === 'nobody') return null;
      const token = tokens.get(kind) ?? (await signInAgain(kind)) ?? (await makeAnother(kind));
      tokens.set(kind, token);
      return token;
    },
    renew: (kind) => void tokens.delete(kind),
  };
}

const origin = { address: '127.0.0.1', userAgent: 'test' };

const order: readonly Access[] = ['user', 'viewer', 'operator', 'admin'];

/** How a caller has to be refused whatever they send; null for whoever is let in. */
export function refusalOf(access: Access, kind: CallerKind): 'UNAUTHORIZED' | 'FORBIDDEN' | null {
  if (access === 'anonymous' || access === 'public') return null;
  if (kind === 'nobody') return 'UNAUTHORIZED';
  return order.indexOf(kind) < order.indexOf(access) ? 'FORBIDDEN' : null;
}
