import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

// What every authenticator app takes without being told: RFC 6238 with SHA-1, six digits, half a minute.
const stepMs = 30_000;
const digits = 6;
/** As long as the hash, as RFC 4226 asks. */
const secretBytes = 20;
/** A clock may be half a minute off, and a person takes time to type. */
const stepsOff = 1;

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** A new secret, in base32. */
export function createSecret(): string {
  return base32(randomBytes(secretBytes));
}

/** What an app reads from a QR code. */
export function otpauthUri(secret: string, { issuer, account }: { issuer: string; account: string }): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`;
  return `otpauth://totp/${label}?${new URLSearchParams({ secret, issuer }).toString().replaceAll('+', '%20')}`;
}

/** The half minute that a code belongs to, or null for a wrong one, or one of another time. */
export function stepOfCode(secret: string, code: string, nowMs: number): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  const now = Math.floor(nowMs / stepMs);
  const near = Array.from({ length: 2 * stepsOff + 1 }, (_, index) => now - stepsOff + index);
  // All are compared, so that the time it takes says nothing.
  const found = near.filter((step) => timingSafeEqual(Buffer.from(codeOfStep(secret, step)), Buffer.from(code)));
  return found.at(-1) ?? null;
}

/** The code of a moment, as an app shows it. */
export function codeAt(secret: string, nowMs: number): string {
  return codeOfStep(secret, Math.floor(nowMs / stepMs));
}

function codeOfStep(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', bytesOf(secret)).update(counter).digest();
  const offset = mac.readUInt8(mac.length - 1) & 0xf;
  const value = (mac.readUInt32BE(offset) & 0x7fffffff) % 10 ** digits;
  return String(value).padStart(digits, '0');
}

function base32(bytes: Uint8Array): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');
  return bits.replace(/.{1,5}/g, (five) => alphabet.charAt(Number.parseInt(five.padEnd(5, '0'), 2)));
}

function bytesOf(text: string): Buffer {
  const bits = Array.from(text, (letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
