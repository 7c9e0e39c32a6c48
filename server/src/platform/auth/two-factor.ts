import { createHmac, randomInt } from 'node:crypto';
import type { Db } from '@hybrid/prisma';
import type { Along, TwoFactorPort } from './auth-port.ts';
import { createSecret, otpauthUri, stepOfCode } from './totp.ts';

const codesCount = 10;
// Without letters and digits that are taken for one another; 32 to the tenth is more than anybody guesses ten at a time.
const codeAlphabet = 'abcdefghjkmnpqrstuvwxyz23456789';
const codeLength = 10;

/** The database, and the key that encrypts the secrets and keys the hashes of the recovery codes. */
interface Vault {
  readonly db: Db;
  readonly secret: string;
}

/**
 * The second factor, on our own tables.
 *
 * @remarks
 * The backend's plugin for it goes with its cookies and its routes, and takes a code twice within its half minute.
 */
export function createTwoFactor(vault: Vault): TwoFactorPort {
  const { db } = vault;
  return {
    async state(userId) {
      const found = await db.twoFactor.findUnique({ where: { userId, verified: true } });
      return { isOn: found !== null, recoveryCodesLeft: found?.recoveryCodes.length ?? 0 };
    },
    begin: (user) => begin(vault, user),
    enable: (userId, otp, { along }) => enable(vault, { userId, otp }, along),
    spendCode: (userId, otp) => spendCode(vault, userId, otp),
    async renewRecoveryCodes(userId) {
      const codes = createCodes();
      const data = { recoveryCodes: codes.map((code) => hashOf(vault, code)) };
      const { count } = await db.twoFactor.updateMany({ where: { userId, verified: true }, data });
      return count === 1 ? codes : 'TWO_FACTOR_OFF';
    },
    async disable(userId, { along }) {
      await db.$transaction(async (tx) => {
        const { count } = await tx.twoFactor.deleteMany({ where: { userId } });
        await tx.user.update({ where: { id: userId }, data: { twoFactorEnabled: false } });
        if (count === 1) await along(tx);
      });
    },
  };
}

async function begin({ db, secret: key }: Vault, { id: userId, email }: { id: string; email: string }) {
  const secret = createSecret();
  const { symmetricEncrypt } = await import('better-auth/crypto');
  const encrypted = await symmetricEncrypt({ key, data: secret });
  // An unfinished attempt makes room; one that is on does not.
  const changed = await db.$executeRaw`
    INSERT INTO two_factor (user_id, secret, recovery_codes) VALUES (${userId}, ${encrypted}, '{}')
    ON CONFLICT (user_id) DO UPDATE SET secret = excluded.secret, last_step = 0 WHERE NOT two_factor.verified`;
  return changed === 1 ? { secret, uri: otpauthUri(secret, { issuer: 'Conduit', account: email }) } : 'TWO_FACTOR_ON';
}

async function enable(vault: Vault, { userId, otp }: { userId: string; otp: string }, along: Along['along']) {
  const { db } = vault;
  const found = await db.twoFactor.findUnique({ where: { userId } });
  if (!found) return 'TWO_FACTOR_NOT_BEGUN';
  if (found.verified) return 'TWO_FACTOR_ON';
  const step = await stepOf(vault, found.secret, otp);
  if (step === null) return 'OTP_INVALID';
  const codes = createCodes();
  return db.$transaction(async (tx) => {
    const { count } = await tx.twoFactor.updateMany({
      // The secret as well: another attempt may have begun since.
      where: { userId, secret: found.secret, verified: false },
      data: { verified: true, lastStep: step, recoveryCodes: codes.map((code) => hashOf(vault, code)) },
    });
    if (count === 0) return 'OTP_INVALID';
    await tx.user.update({ where: { id: userId }, data: { twoFactorEnabled: true } });
    await along(tx);
    return codes;
  });
}

async function spendCode(vault: Vault, userId: string, otp: string): Promise<boolean> {
  const { db } = vault;
  const found = await db.twoFactor.findUnique({ where: { userId, verified: true } });
  if (!found) return false;
  const step = await stepOf(vault, found.secret, otp);
  if (step === null) return spendRecoveryCode(db, userId, hashOf(vault, otp));
  // The database says which of two comes first; the other finds the step taken.
  const data = { lastStep: step };
  const { count } = await db.twoFactor.updateMany({ where: { userId, lastStep: { lt: step } }, data });
  return count === 1;
}

async function stepOf({ secret: key }: Vault, encrypted: string, otp: string): Promise<number | null> {
  // Apps show a code in two groups, and it is typed so.
  const { symmetricDecrypt } = await import('better-auth/crypto');
  return stepOfCode(await symmetricDecrypt({ key, data: encrypted }), otp.replaceAll(/\s/g, ''), Date.now());
}

async function spendRecoveryCode(db: Db, userId: string, hashed: string): Promise<boolean> {
  const count = await db.$executeRaw`
    UPDATE two_factor SET recovery_codes = array_remove(recovery_codes, ${hashed})
    WHERE user_id = ${userId} AND verified AND ${hashed} = ANY (recovery_codes)`;
  return count === 1;
}

function createCodes(): string[] {
  return Array.from({ length: codesCount }, () => {
    const letters = Array.from({ length: codeLength }, () => codeAlphabet.charAt(randomInt(codeAlphabet.length)));
    return `${letters.slice(0, 5).join('')}-${letters.slice(5).join('')}`;
  });
}

/** A recovery code is typed from paper: case, spaces and the hyphen do not matter. */
function hashOf({ secret: key }: Vault, code: string): string {
  const plain = code.toLowerCase().replaceAll(/[\s-]/g, '');
  return createHmac('sha256', key).update(`recovery:${plain}`).digest('base64url');
}
