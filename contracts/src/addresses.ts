import { z } from 'zod';
import { linkInvalid } from './accounts.ts';
import { contract, Instant, mutation, query } from './kernel/index.ts';

/** What a link in a mail carries: whatever it holds, it stands for something or it does not. */
export const LinkToken = z.string({ error: "can't be blank" }).min(1, "can't be blank").max(200, 'is too long');

/** A change of a verified address that waits until both sides have confirmed it. */
export const AddressChange = z.object({
  /** The address that is to come. */
  email: z.string(),
  isConfirmedByOld: z.boolean(),
  isConfirmedByNew: z.boolean(),
  expiresAt: Instant,
});
export type AddressChange = z.infer<typeof AddressChange>;

const LINK_INVALID = { status: 422, message: linkInvalid } as const;

export const addresses = contract({
  verify: mutation({
    access: 'public',
    summary: 'Prove with the link of a mail that an address is one’s own',
    input: z.object({ token: LinkToken }),
    output: z.null(),
    errors: { LINK_INVALID },
    http: { method: 'POST', path: '/users/verification', status: 204 },
  }),
  resendVerification: mutation({
    access: 'user',
    ownerAlone: true,
    summary: 'Send the mail that verifies the address again',
    output: z.null(),
    errors: { ADDRESS_VERIFIED: { status: 409, message: 'This address is verified already.' } },
    http: { method: 'POST', path: '/user/verification', status: 204 },
  }),
  pendingChange: query({
    access: 'user',
    summary: 'The change of the caller’s address that waits to be confirmed, or null',
    output: AddressChange.nullable(),
    http: { method: 'GET', path: '/user/email-change' },
  }),
  confirmChange: mutation({
    access: 'public',
    summary: 'Agree to a change of address with the link that was mailed to the old or the new address',
    input: z.object({ token: LinkToken }),
    output: z.object({
      /** Whether the new address is the address now; if not, the other side has yet to confirm. */
      isDone: z.boolean(),
    }),
    errors: {
      LINK_INVALID,
      EMAIL_TAKEN: { status: 409, message: 'There is an account with this e-mail address already.' },
    },
    http: { method: 'POST', path: '/users/email-change' },
  }),
  cancelChange: mutation({
    access: 'user',
    ownerAlone: true,
    summary: 'Keep the address; without a change that waits, nothing happens',
    output: z.null(),
    http: { method: 'DELETE', path: '/user/email-change', status: 204 },
  }),
});
