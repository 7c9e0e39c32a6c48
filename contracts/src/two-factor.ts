import { z } from 'zod';
import { bodyBytesMax, CurrentPassword, Otp, otpInvalid, proofErrors } from './accounts.ts';
import { contract, mutation, query } from './kernel/index.ts';

/** Each signs in once where the app is out of reach; shown once, and never again. */
const RecoveryCodes = z.object({ recoveryCodes: z.array(z.string()) });

const proof = z.object({ password: CurrentPassword, otp: Otp });

const TWO_FACTOR_ON = { status: 409, message: 'Two-factor sign-in is on already.' } as const;
const TWO_FACTOR_OFF = { status: 409, message: 'Two-factor sign-in is off.' } as const;

export const twoFactor = contract({
  state: query({
    access: 'user',
    summary: 'Whether signing in asks for a code, and how many recovery codes are left',
    output: z.object({ isOn: z.boolean(), recoveryCodesLeft: z.number().int() }),
    http: { method: 'GET', path: '/user/two-factor' },
  }),
  begin: mutation({
    access: 'user',
    ownerAlone: true,
    summary: 'Make a secret for an authenticator app; it counts once a code of it was right',
    input: z.object({ password: CurrentPassword }),
    output: z.object({
      /** In base32, to be typed. */
      secret: z.string(),
      /** The same for an app: `otpauth://totp/…`. */
      uri: z.string(),
      /** The same to be photographed: an SVG document. */
      qrCode: z.string(),
    }),
    errors: { PASSWORD_INVALID: proofErrors.PASSWORD_INVALID, TWO_FACTOR_ON },
    http: { method: 'POST', path: '/user/two-factor' },
    bodyBytesMax,
  }),
  enable: mutation({
    access: 'user',
    ownerAlone: true,
    summary: 'Prove that the app has the secret, and have sign-in ask for a code from now on',
    input: z.object({ otp: Otp }),
    output: RecoveryCodes,
    errors: {
      OTP_INVALID: { status: 403, message: otpInvalid },
      TWO_FACTOR_ON,
      TWO_FACTOR_NOT_BEGUN: { status: 409, message: 'There is no secret yet that a code could belong to.' },
    },
    http: { method: 'PUT', path: '/user/two-factor' },
  }),
  renewRecoveryCodes: mutation({
    access: 'user',
    ownerAlone: true,
    summary: 'Make new recovery codes; those before no longer count',
    input: proof,
    output: RecoveryCodes,
    errors: { ...proofErrors, TWO_FACTOR_OFF },
    http: { method: 'POST', path: '/user/two-factor/recovery-codes' },
    bodyBytesMax,
  }),
  disable: mutation({
    access: 'user',
    ownerAlone: true,
    summary: 'Have sign-in ask for the password alone',
    input: proof,
    output: z.null(),
    errors: { ...proofErrors, TWO_FACTOR_OFF },
    http: { method: 'POST', path: '/user/two-factor/disable', status: 204 },
    bodyBytesMax,
  }),
});
