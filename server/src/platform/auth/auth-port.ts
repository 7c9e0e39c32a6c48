import type { Language } from '@hybrid/contracts';
import type { Tx } from '@hybrid/prisma';
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
  readonly hasTwoFactor: boolean;
  /** When the account is deleted, where its owner asked for that: an instant. */
  readonly deletionDueAt: string | null;
  /** The member of staff who acts as this person; left out where they act themselves. */
  readonly impersonator?: Impersonator | undefined;
}

/** A member of staff who acts as somebody else. */
export interface Impersonator {
  readonly id: string;
  readonly username: string;
  /** When that ends by itself: an instant. */
  readonly until: string;
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

/** Somebody who makes an account. */
export interface NewPerson {
  readonly username: string;
  readonly email: string;
  readonly password: string;
  readonly language?: Language | null | undefined;
  readonly timeZone?: string | undefined;
}

/** What somebody signs in with. */
export interface Credentials {
  readonly email: string;
  readonly password: string;
  /** A code of the second factor, or a recovery code. */
  readonly otp?: string | undefined;
}

/** A session as its owner sees it. */
export interface UserSession {
  readonly id: string;
  readonly userAgent: string | null;
  readonly address: string | null;
  readonly createdAt: Date;
  readonly lastUsedAt: Date;
  readonly isCurrent: boolean;
}

/** What becomes true together with a change, in its transaction: a mail about it, say. */
export interface Along {
  along(tx: Tx): Promise<void>;
}

/** The second factor: a code by time from an app, or a recovery code, each good once. */
export interface TwoFactorPort {
  state(userId: string): Promise<{ isOn: boolean; recoveryCodesLeft: number }>;
  /** Makes a secret, which counts once `enable` had a code of it; another takes the place of one that never did. */
  begin(user: { id: string; email: string }): Promise<{ secret: string; uri: string } | 'TWO_FACTOR_ON'>;
  /** Has sign-in ask for a code from now on; returns the recovery codes, which nobody can ask for again. */
  enable(
    userId: string,
    otp: string,
    options: Along,
  ): Promise<string[] | 'OTP_INVALID' | 'TWO_FACTOR_ON' | 'TWO_FACTOR_NOT_BEGUN'>;
  /** Tells whether a code is right, and takes it: neither it nor an earlier one is right again. */
  spendCode(userId: string, otp: string): Promise<boolean>;
  /** Makes new recovery codes in the place of those before. */
  renewRecoveryCodes(userId: string): Promise<string[] | 'TWO_FACTOR_OFF'>;
  /** Has sign-in ask for the password alone; off already is no error. */
  disable(userId: string, options: Along): Promise<void>;
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
  signUp(person: NewPerson, origin: Origin): Promise<BegunSession | 'USERNAME_TAKEN' | 'EMAIL_TAKEN'>;
  /**
   * Begins a session, or says why not; an unknown address takes as long as a wrong password.
   *
   * @remarks
   * Of the second factor only whoever knows the password learns, and a code is taken only after a right password.
   */
  signIn(
    credentials: Credentials,
    origin: Origin,
  ): Promise<BegunSession | 'CREDENTIALS_INVALID' | 'ACCOUNT_SUSPENDED' | 'TWO_FACTOR_REQUIRED' | 'OTP_INVALID'>;
  /**
   * The person a token stands for, or null when it is unknown, expired, ended or its owner suspended.
   *
   * @remarks
   * May answer as it was up to two seconds ago, unless somebody said since that it has changed, or it is asked `anew`.
   */
  identify(token: string, options?: { readonly anew: boolean }): Promise<Caller | null>;
  /**
   * Says of many sessions at once who they stand for now, by their tokens; what is not in the answer stands for nobody.
   *
   * @remarks
   * Asked while streams are open; it counts as no use of a session.
   */
  identifyMany(tokens: readonly string[]): Promise<ReadonlyMap<string, Pick<Caller, 'id' | 'role'>>>;
  /**
   * Says that a row of a person was changed otherwise than through here, after its transaction: from the next call on they are known as
   * they are now, in every process.
   */
  changed(userId: string): Promise<void>;
  /** Ends one session; an unknown token is no error. */
  signOut(token: string): Promise<void>;
  /**
   * Sets a new password at once, and ends the person's sessions: whoever had the old password may hold one.
   *
   * @param options `keep` is the token of the one session that goes on: the one the password was changed in. `along`
   * runs first in the transaction of the change; what it throws leaves everything as it was.
   */
  setPassword(userId: string, password: string, options: { keep: string | undefined } & Partial<Along>): Promise<void>;
  /** Tells whether a password is the person's own. */
  checkPassword(userId: string, password: string): Promise<boolean>;
  /** The person's sessions that have not ended, the last used first; `current` is the token of the one that asks. */
  listSessions(userId: string, current: string | undefined): Promise<UserSession[]>;
  /** Ends a session of the person's by its id; another's, or none, is no error. */
  endSession(userId: string, sessionId: string): Promise<void>;
  /** When the owner of a session last proved in it that it is them: when it began, or since. Null for a token that stands for nobody. */
  provedAt(token: string): Promise<Date | null>;
  /** Writes down that the owner of a session has just proved that it is them. */
  noteProof(token: string): Promise<void>;
  /** When a session was last used for the admin, began, or had its owner prove that it is them: the latest. Null as above. */
  staffUsedAt(token: string): Promise<Date | null>;
  /** Writes down that a session is used for the admin. */
  noteStaffUse(token: string): Promise<void>;
  /**
   * Begins a session in which the owner of another acts as a person. It ends at its time and with the other, and where they are no
   * admin any more or the person becomes staff; it is never prolonged, and proves nothing.
   *
   * @param staffToken the token of the session of the one who acts.
   * @returns its token; null where that stands for nobody.
   */
  beginImpersonation(
    asked: { userId: string; staffToken: string; until: Date; origin: Origin },
    options: Along,
  ): Promise<string | null>;
  /**
   * Ends such a session, also where its time is over.
   *
   * @returns who acted as whom, and the token of the session that it was begun in; null where that has ended, or it is none.
   */
  endImpersonation(
    token: string,
    options: { along(tx: Tx, ended: EndedImpersonation): Promise<void> },
  ): Promise<EndedImpersonation | null>;
  /** Ends all of the person's sessions but the one of this token; returns how many. */
  endOtherSessions(userId: string, keep: string | undefined): Promise<number>;
  readonly twoFactor: TwoFactorPort;
}

/** Who acted as whom, until just now. */
export interface EndedImpersonation {
  readonly userId: string;
  readonly staffId: string;
  readonly staffToken: string;
}

/** What answers behind the port: it remembers nobody, and so need not be told who has changed. */
export type AuthBackend = Omit<AuthPort, 'changed'>;
