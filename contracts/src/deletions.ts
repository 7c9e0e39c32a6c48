import { z } from 'zod';
import { bodyBytesMax, CurrentPassword, Otp, proofErrors } from './accounts.ts';
import { contract, Instant, mutation } from './kernel/index.ts';

export const deletions = contract({
  request: mutation({
    access: 'user',
    ownerAlone: true,
    summary: 'Have the account deleted with everything in it, 14 days from now; asked again, the first date stands',
    input: z.object({ password: CurrentPassword, otp: Otp.optional() }),
    output: z.object({ dueAt: Instant }),
    errors: {
      ...proofErrors,
      TWO_FACTOR_REQUIRED: { status: 403, message: 'This account asks for a code of its second factor as well.' },
      LAST_ADMIN: { status: 409, message: 'You are the only admin. Make somebody else one first.' },
    },
    http: { method: 'POST', path: '/user/deletion', status: 201 },
    bodyBytesMax,
  }),
  cancel: mutation({
    access: 'user',
    ownerAlone: true,
    summary: 'Keep the account; where no deletion was asked for, nothing happens',
    output: z.null(),
    http: { method: 'DELETE', path: '/user/deletion', status: 204 },
  }),
});
