import { contract } from '@hybrid/contracts';
import type { Feature } from '../../platform/feature.ts';
import { implement } from '../../platform/rpc/implement.ts';
import { changePassword } from './change-password.ts';
import { passwordChanged, resetPasswordMail } from './mails.ts';
import { requestReset, sendReset } from './request-reset.ts';
import { resetPassword } from './reset-password.ts';

export { announcePassword } from './announce-password.ts';
export { sendResetLink } from './request-reset.ts';

/** Passwords: a new one for whoever knows the old, or has the mail of the account. */
export const passwords = {
  router: implement(contract.passwords, { change: changePassword, requestReset, reset: resetPassword }),
  jobs: [sendReset],
  mails: [resetPasswordMail, passwordChanged],
} satisfies Feature<typeof contract.passwords>;
