import { randomUUID } from 'node:crypto';
import { contract } from '@hybrid/contracts';
import type { Tx } from '@hybrid/prisma';
import { demandProof } from '../../platform/auth/demand-proof.ts';
import type { Context } from '../../platform/context.ts';
import { failure } from '../../platform/failure.ts';
import { sendMail } from '../../platform/mail/send-mail.ts';
import { twoFactorChanged } from './mails.ts';

interface Proof {
  readonly password: string;
  readonly otp: string;
}

/** Makes a secret for an authenticator app; sign-in does not ask for it before a code of it was right. */
export async function beginTwoFactor(
  ctx: Context,
  { password }: { password: string },
): Promise<{ secret: string; uri: string; qrCode: string }> {
  if (await demandProof(ctx, { password })) throw failure(contract.twoFactor.begin, 'PASSWORD_INVALID');
  const begun = await ctx.auth.twoFactor.begin(ctx.user);
  if (begun === 'TWO_FACTOR_ON') throw failure(contract.twoFactor.begin, begun);
  const { toString: drawQrCode } = await import('qrcode');
  // Dark on light whatever the page looks like: readers expect it so, and want the quiet margin.
  const qrCode = await drawQrCode(begun.uri, { type: 'svg', margin: 4, errorCorrectionLevel: 'M' });
  return { ...begun, qrCode };
}

/** Has sign-in ask for a code, once one was right. */
export async function enableTwoFactor(ctx: Context, { otp }: { otp: string }): Promise<{ recoveryCodes: string[] }> {
  const { auth, limits, user } = ctx;
  await limits.beforeProof(user.id);
  const enabled = await auth.twoFactor.enable(user.id, otp, { along: (tx) => tell(tx, ctx, true) });
  if (typeof enabled === 'string') throw failure(contract.twoFactor.enable, enabled);
  await limits.afterProof(user.id);
  return { recoveryCodes: enabled };
}

/** Makes new recovery codes, for whoever lost the old or used them up. */
export async function renewRecoveryCodes(ctx: Context, proof: Proof): Promise<{ recoveryCodes: string[] }> {
  await demandBoth(ctx, contract.twoFactor.renewRecoveryCodes, proof);
  const codes = await ctx.auth.twoFactor.renewRecoveryCodes(ctx.user.id);
  if (codes === 'TWO_FACTOR_OFF') throw failure(contract.twoFactor.renewRecoveryCodes, codes);
  return { recoveryCodes: codes };
}

/** Has sign-in ask for the password alone. */
export async function disableTwoFactor(ctx: Context, proof: Proof): Promise<null> {
  await demandBoth(ctx, contract.twoFactor.disable, proof);
  await ctx.auth.twoFactor.disable(ctx.user.id, { along: (tx) => tell(tx, ctx, false) });
  return null;
}

async function demandBoth(
  ctx: Context,
  procedure: typeof contract.twoFactor.disable | typeof contract.twoFactor.renewRecoveryCodes,
  proof: Proof,
): Promise<void> {
  if (!ctx.user.hasTwoFactor) throw failure(procedure, 'TWO_FACTOR_OFF');
  const refusal = await demandProof(ctx, proof);
  if (refusal) throw failure(procedure, refusal);
}

async function tell(tx: Tx, { user, now }: Context, isOn: boolean): Promise<void> {
  await sendMail(tx, twoFactorChanged, {
    key: `two-factor-changed:${randomUUID()}`,
    to: user.email,
    userId: user.id,
    data: { isOn, at: now().toISOString() },
  });
}
