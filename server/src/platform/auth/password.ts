import { argon2, type Argon2Parameters, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import pLimit from 'p-limit';
import { platformFailure } from '../failure.ts';

const argon2Async = promisify(argon2);

// The first choice of the OWASP Password Storage Cheat Sheet for argon2id: 19 MiB, two passes, one lane (about 40 ms).
const memory = 19_456;
const passes = 2;
const parallelism = 1;
const tagLength = 32;

// Each hash holds 19 MiB and a thread of libuv's four: more at a time would starve file and DNS work, and a burst of
// sign-ins would take memory without a bound.
const fewAtATime = pLimit(2);
// A second or two of work: whoever came after them would wait for an answer longer than people do.
const waitingMax = 50;

/**
 * Hashes a password with argon2id; returns the PHC string that `verifyPassword` reads.
 *
 * @throws UNAVAILABLE, as `verifyPassword` does, while too many others wait for theirs.
 */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const tag = await derive({ message: password, nonce: salt, memory, passes, parallelism, tagLength });
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${base64(salt)}$${base64(tag)}`;
}

/** Tells whether a password is the one that was hashed; a hash it cannot read matches nothing. */
export async function verifyPassword(hash: string, password: string): Promise<boolean> {
  const match = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/.exec(hash);
  if (!match) return false;
  const [, m, t, p, salt = '', tag = ''] = match;
  const expected = Buffer.from(tag, 'base64');
  const actual = await derive({
    message: password,
    nonce: Buffer.from(salt, 'base64'),
    memory: Number(m),
    passes: Number(t),
    parallelism: Number(p),
    tagLength: expected.length,
  });
  return timingSafeEqual(actual, expected);
}

async function derive(parameters: Argon2Parameters): Promise<Buffer> {
  if (fewAtATime.pendingCount >= waitingMax) throw platformFailure('UNAVAILABLE');
  return fewAtATime(() => argon2Async('argon2id', parameters));
}

/** PHC strings use base64 without padding. */
function base64(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
