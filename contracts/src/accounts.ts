import { z } from 'zod';
import { optionalText } from './fields.ts';
import { contract, Instant, mutation, query } from './kernel/index.ts';
import { sampleMe } from './samples.ts';
import { uploadAddress } from './uploads.ts';

/** Letters, digits, `_` and `-`: a username stands in addresses and must need no escaping there. */
export const Username = z
  .string({ error: "can't be blank" })
  .trim()
  .min(1, "can't be blank")
  .max(40, 'is too long (at most 40 characters)')
  .regex(/^[\p{L}\p{N}_-]+$/u, 'may hold only letters, digits, _ and -');

/** Kept as it is written; compared in lower case. */
export const Email = z
  .string({ error: "can't be blank" })
  .trim()
  .min(1, "can't be blank")
  .max(254, 'is too long (at most 254 characters)')
  .pipe(z.email('is not an e-mail address'));

/** Lengths as NIST SP 800-63B asks for; no rules of composition, which make passwords worse. */
export const Password = z
  .string({ error: "can't be blank" })
  .min(1, "can't be blank")
  .min(8, 'is too short (at least 8 characters)')
  .max(128, 'is too long (at most 128 characters)');

const WebAddress = z.url({ protocol: /^https?$/ }).regex(/^https?:\/\//i);

/** A picture that was uploaded, or one elsewhere on the web; only addresses that a page may safely load. */
const ImageUrl = optionalText(2000).refine(
  (url) => url === null || WebAddress.safeParse(url).success || uploadAddress.test(url),
  { message: 'must be an address that begins with https://' },
);

export const Role = z.enum(['user', 'viewer', 'operator', 'admin']);
export type Role = z.infer<typeof Role>;

/** The languages Conduit speaks. */
export const Language = z.enum(['en', 'de'], { error: 'must be a language that Conduit speaks: en or de' });
export type Language = z.infer<typeof Language>;

/** The name of a time zone in the IANA database. */
export const TimeZone = z
  .string({ error: 'must be text' })
  .max(64, 'is too long')
  .refine(isTimeZone, 'must be the name of a time zone, such as Europe/Berlin');

/** What a person types who proves once more that it is them: whatever it is, it is right or it is not. */
export const CurrentPassword = z.string({ error: "can't be blank" }).min(1, "can't be blank").max(1024, 'is too long');

/** A code of the second factor: six digits from the app, or a recovery code. */
export const Otp = z.string({ error: "can't be blank" }).trim().min(1, "can't be blank").max(64, 'is too long');

/** The signed-in person as they see themselves. */
export const Me = z.object({
  id: z.string(),
  username: z.string(),
  email: z.string(),
  bio: z.string().nullable(),
  image: z.string().nullable(),
  role: Role,
  /** Whether they proved that the address is theirs. */
  emailVerified: z.boolean(),
  /** Null follows the browser. */
  language: Language.nullable(),
  /** An IANA name, e.g. `Europe/Berlin`. */
  timeZone: z.string(),
  /** Whether signing in asks for a code as well. */
  hasTwoFactor: z.boolean(),
  /** When the account is deleted, where that was asked for. */
  deletionDueAt: Instant.nullable(),
  /** Which member of staff acts as this person, and until when; left out where they act themselves. */
  impersonator: z.object({ username: z.string(), until: Instant }).optional(),
});
export type Me = z.infer<typeof Me>;

/** A browser of our own origin is given a cookie and no token; everyone else is given a token and no cookie. */
export const SignedIn = z.object({ user: Me, token: z.string().nullable() });
export type SignedIn = z.infer<typeof SignedIn>;

const taken = {
  USERNAME_TAKEN: { status: 409, message: 'This username is taken.' },
  EMAIL_TAKEN: { status: 409, message: 'There is an account with this e-mail address already.' },
} as const;

/** What is said of a code that is wrong, old or was used already. */
export const otpInvalid = 'This code is not right, or it was used already.';

/** What is said of a link in a mail that stands for nothing. */
export const linkInvalid = 'This link was used already, or it is too old.';

/** What is said where the proof fails that it is the owner who asks. */
export const proofErrors = {
  PASSWORD_INVALID: { status: 403, message: 'This is not your password.' },
  OTP_INVALID: { status: 403, message: otpInvalid },
} as const;

/** A password is hashed, which is dear: nothing of size gets that far. */
export const bodyBytesMax = 16_384;

export const accounts = contract({
  register: mutation({
    access: 'public',
    summary: 'Make an account and sign in to it',
    input: z.object({
      username: Username,
      email: Email,
      password: Password,
      language: Language.nullable().optional(),
      timeZone: TimeZone.optional(),
    }),
    output: SignedIn,
    errors: { ...taken, SIGN_UPS_CLOSED: { status: 403, message: 'No new accounts are made at the moment.' } },
    http: { method: 'POST', path: '/users', status: 201 },
    bodyBytesMax,
    examples: [
      {
        summary: 'From a page of this origin, which is given a cookie',
        input: {
          username: 'ada',
          email: 'ada@example.com',
          password: 'correct horse battery',
          timeZone: 'Europe/Berlin',
        },
        output: {
          user: {
            ...sampleMe,
            username: 'ada',
            email: 'ada@example.com',
            bio: null,
            emailVerified: false,
            timeZone: 'Europe/Berlin',
          },
          token: null,
        },
      },
    ],
  }),
  signIn: mutation({
    access: 'public',
    summary: 'Sign in with e-mail and password',
    input: z.object({
      email: z.string({ error: "can't be blank" }).trim().min(1, "can't be blank").max(254, 'is too long'),
      password: CurrentPassword,
      /** Asked for where the account has a second factor: a code of the app, or a recovery code. */
      otp: Otp.optional(),
    }),
    output: SignedIn,
    errors: {
      CREDENTIALS_INVALID: { status: 401, message: 'E-mail and password do not belong together.' },
      TWO_FACTOR_REQUIRED: { status: 401, message: 'This account asks for a code of its second factor as well.' },
      OTP_INVALID: { status: 401, message: otpInvalid },
      ACCOUNT_SUSPENDED: { status: 403, message: 'This account is suspended.' },
    },
    http: { method: 'POST', path: '/users/login' },
    bodyBytesMax,
    examples: [
      {
        summary: 'From a page of this origin, which is given a cookie',
        input: { email: sampleMe.email, password: 'conduit-demo' },
        output: { user: sampleMe, token: null },
      },
      {
        summary: 'From a program, with a code of the second factor',
        input: { email: sampleMe.email, password: 'conduit-demo', otp: '402891' },
        output: { user: { ...sampleMe, hasTwoFactor: true }, token: 'Q2xvY2t3b3JrIGFuZCBwYXRpZW5jZQ' },
      },
    ],
  }),
  signOut: mutation({ access: 'public', summary: 'End the session of the caller', output: z.null() }),
  me: query({ access: 'public', summary: 'The signed-in person, or null', output: Me.nullable() }),
  current: query({
    access: 'user',
    summary: 'The signed-in person',
    output: Me,
    http: { method: 'GET', path: '/user' },
  }),
  updateSettings: mutation({
    access: 'user',
    summary: 'Change one’s own account; a verified address stays until both sides have confirmed the new one',
    input: z.object({
      username: Username.optional(),
      email: Email.optional(),
      password: Password.optional(),
      bio: optionalText(500).optional(),
      image: ImageUrl.optional(),
      language: Language.nullable().optional(),
      timeZone: TimeZone.optional(),
    }),
    output: Me,
    errors: taken,
    ownerAlone: true,
    http: { method: 'PUT', path: '/user' },
    bodyBytesMax,
    examples: [
      {
        summary: 'Another time zone and a word about oneself',
        input: { bio: 'I read in the evenings.', timeZone: 'Europe/Lisbon' },
        output: { ...sampleMe, bio: 'I read in the evenings.', timeZone: 'Europe/Lisbon' },
      },
    ],
  }),
});

function isTimeZone(name: string): boolean {
  // The runtime takes offsets such as `+01:00` as well, which know no summer.
  if (!/^[a-z]/i.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
