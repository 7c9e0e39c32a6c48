import type { Language } from '@hybrid/contracts';
import type { Role } from '../access.ts';

/** The signed-in person, as every use case sees them. */
export interface Caller {
  readonly id: string;
  readonly username: string;
  readonly email: string;
  readonly bio: string | null;
  readonly image: string | null;
  readonly role: Role;
  readonly emailVerified: boolean;
  readonly language: Language | null;
  /** An IANA name, e.g. `Europe/Berlin`. */
  readonly timeZone: string;
}

/** Where a sign-in comes from, kept with the session so that a person can recognise it. */
export interface Origin {
  readonly address: string;
  readonly userAgent: string | undefined;
}

/** A session that was begun. */
export interface BegunSession {
  readonly user: Caller;
  /** The secret that proves the session; whoever holds it is signed in. */
  readonly token: string;
}

/**
 * What the product asks of a sign-in backend.
 *
 * @remarks
 * Everything about passwords and sessions goes through here, so that another backend can take the place of the one we
 * ship; the contract tests beside this file say what it must do.
 */
export interface AuthPort {
  /** Makes an account and begins a session, or says what is taken. */
  signUp(
    person: { username: string; email: string; password: string },
    origin: Origin,
  ): Promise<BegunSession | 'USERNAME_TAKEN' | 'EMAIL_TAKEN'>;
  /** Begins a session, or says why not; an unknown address takes as long as a wrong password. */
  signIn(
    credentials: { email: string; password: string },
    origin: Origin,
  ): Promise<BegunSession | 'CREDENTIALS_INVALID' | 'ACCOUNT_SUSPENDED'>;
  /** The person a token stands for, or null when it is unknown, expired, ended or its owner suspended. */
  identify(token: string): Promise<Caller | null>;
  /** Ends one session; an unknown token is no error. */
  signOut(token: string): Promise<void>;
  /**
   * Sets a new password at once, and ends the person's sessions: whoever had the old password may hold one.
   *
   * @param options `keep` is the token of the one session that goes on: the one the password was changed in.
   */
  setPassword(userId: string, password: string, options: { keep: string | undefined }): Promise<void>;
}
