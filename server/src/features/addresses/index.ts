import { contract } from '@hybrid/contracts';
import type { Feature } from '../../platform/feature.ts';
import { implement } from '../../platform/rpc/implement.ts';
import { cancelChange, confirmChange, pendingChange } from './confirm-change.ts';
import { confirmEmail, emailChanged, verifyEmail } from './mails.ts';
import { purgeLinks } from './purge-links.ts';
import { resendVerification, verifyAddress } from './verify-address.ts';

export { changeAddress } from './change-address.ts';
export { sendVerification } from './send-verification.ts';

/** Addresses of mail: proving that one is one's own, and changing it. */
export const addresses = {
  router: implement(contract.addresses, {
    verify: verifyAddress,
    resendVerification,
    pendingChange,
    confirmChange,
    cancelChange,
  }),
  jobs: [purgeLinks],
  mails: [verifyEmail, confirmEmail, emailChanged],
} satisfies Feature<typeof contract.addresses>;
