import { randomBytes } from 'node:crypto';
import type { Db } from '@hybrid/prisma';
import { createBetterAuth } from './better-auth.ts';
import type { AuthPort } from './auth-port.ts';

interface NewPerson {
  readonly username: string;
  readonly email: string;
  readonly password: string;
}

/** Makes accounts for the seed where the product does not run: by the same port, so that they can sign in. */
export function createSeedUser(db: Db): (person: NewPerson) => Promise<{ id: string }> {
  const secret = randomBytes(32).toString('base64url');
  return seedUsers(createBetterAuth({ db, secret, url: new URL('http://127.0.0.1') }));
}

/** Makes accounts for the seed through a port. */
export function seedUsers(auth: Pick<AuthPort, 'signUp' | 'signOut'>): (person: NewPerson) => Promise<{ id: string }> {
  return async (person) => {
    const begun = await auth.signUp(person, { address: '127.0.0.1', userAgent: 'seed' });
    if (typeof begun === 'string') throw new Error(`The seed cannot make ${person.username}: ${begun}.`);
    // Nobody signed in: the session that came with the account belongs to nobody.
    await auth.signOut(begun.token);
    return { id: begun.user.id };
  };
}
