import { contract } from '@hybrid/contracts';
import type { Feature } from '../../platform/feature.ts';
import { implement } from '../../platform/rpc/implement.ts';
import { twoFactorChanged } from './mails.ts';
import { beginTwoFactor, disableTwoFactor, enableTwoFactor, renewRecoveryCodes } from './two-factor.ts';

/** The second factor of signing in. */
export const twoFactor = {
  router: implement(contract.twoFactor, {
    state: ({ auth, user }) => auth.twoFactor.state(user.id),
    begin: beginTwoFactor,
    enable: enableTwoFactor,
    renewRecoveryCodes,
    disable: disableTwoFactor,
  }),
  mails: [twoFactorChanged],
} satisfies Feature<typeof contract.twoFactor>;
