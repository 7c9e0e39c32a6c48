import { z } from 'zod';
import { bodyBytesMax, CurrentPassword, Email, linkInvalid, Password, proofErrors } from './accounts.ts';
import { LinkToken } from './addresses.ts';
import { contract, mutation } from './kernel/index.ts';

export const passwords = contract({
  change: mutation({
    access: 'user',
    ownerAlone: true,
    summary: 'Set a new password, knowing the old one; signs out everywhere else',
    input: z.object({ currentPassword: CurrentPassword, password: Password }),
    output: z.null(),
    errors: { PASSWORD_INVALID: proofErrors.PASSWORD_INVALID },
    http: { method: 'PUT', path: '/user/password', status: 204 },
    bodyBytesMax,
  }),
  requestReset: mutation({
    access: 'public',
    summary: 'Have a link sent that sets a new password; the answer is the same for an address that nobody has',
    input: z.object({ email: Email }),
    output: z.null(),
    http: { method: 'POST', path: '/users/password-reset', status: 204 },
    bodyBytesMax,
  }),
  reset: mutation({
    access: 'public',
    summary: 'Set a new password with the link of a mail; signs out everywhere',
    input: z.object({ token: LinkToken, password: Password }),
    output: z.null(),
    errors: { LINK_INVALID: { status: 422, message: linkInvalid } },
    http: { method: 'PUT', path: '/users/password-reset', status: 204 },
    bodyBytesMax,
  }),
});
