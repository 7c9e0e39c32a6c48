import type { Allowance } from '@hybrid/contracts/kernel';
import type { Cluster, Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { platformFailure } from './failure.ts';

const quarterHour = 900;
const hour = 3600;

/** Who tries to sign in, and from where. */
export interface SignInAttempt {
  readonly email: string;
  readonly address: string;
}

/** Who makes a call that is counted: a person, or for who is not signed in, an address. */
export interface Counted {
  readonly userId: string | null;
  readonly address: string;
}

/** How often something may be done: what contracts state, and what depends on more than who calls. */
export interface Limits {
  /**
   * Counts an attempt to sign in.
   *
   * @throws TOO_MANY_REQUESTS after 10 attempts on an account, or 50 from an address, in 15 minutes.
   */
  beforeSignIn(attempt: SignInAttempt): Promise<void>;
  /** Forgets the account's attempts, once its owner got in. */
  afterSignIn(attempt: SignInAttempt): Promise<void>;
  /**
   * Counts an attempt to make an account.
   *
   * @throws TOO_MANY_REQUESTS after 20 from an address in an hour.
   */
  beforeRegister(address: string): Promise<void>;
  /**
   * Counts a request for a link that sets a new password; the same for an address that nobody has.
   *
   * @throws TOO_MANY_REQUESTS after 3 for an address of mail, or 20 from an address of the network, in an hour.
   */
  beforeReset(attempt: SignInAttempt): Promise<void>;
  /**
   * Counts a link of a mail that somebody holds out.
   *
   * @throws TOO_MANY_REQUESTS after 30 from an address in 15 minutes.
   */
  beforeLink(address: string): Promise<void>;
  /**
   * Counts a mail that somebody has sent to an address they name.
   *
   * @throws TOO_MANY_REQUESTS after 5 of a person in an hour.
   */
  beforeAddressMail(userId: string): Promise<void>;
  /**
   * Counts a password or a code by which somebody who is signed in proves once more that it is them.
   *
   * @throws TOO_MANY_REQUESTS after 10 wrong ones of a person in 15 minutes.
   */
  beforeProof(userId: string): Promise<void>;
  /** Forgets the attempt, which was right. */
  afterProof(userId: string): Promise<void>;
  /**
   * Counts a new password by the settings: each is hashed, of which few go on at a time for everybody.
   *
   * @throws TOO_MANY_REQUESTS after 10 of a person in an hour.
   */
  beforePassword(userId: string): Promise<void>;
  /**
   * Counts a call of a procedure whose contract states a limit.
   *
   * @param bucket what is used up: the procedure's own name, or one that several share.
   * @throws TOO_MANY_REQUESTS after as many as are allowed.
   */
  beforeCall(bucket: string, allowance: Allowance, by: Counted): Promise<void>;
}

/**
 * Makes the limits, shared by all instances through Redis.
 *
 * @remarks
 * While Redis is away each process counts for itself, at half the allowance.
 */
export function createLimits({
  redis,
  prefix,
  enabled,
}: {
  redis: Redis | Cluster | null;
  prefix: string;
  enabled: boolean;
}): Limits {
  if (!enabled) return unlimited;
  const limiter = limiters(redis, prefix);
  const byAccount = limiter('account', 10, quarterHour);
  const byAddress = limiter('address', 50, quarterHour);
  const registrations = limiter('register', 20, hour);
  const resets = limiter('reset', 3, hour);
  const resetsByAddress = limiter('reset-address', 20, hour);
  const links = limiter('link', 30, quarterHour);
  const addressMails = limiter('address-mail', 5, hour);
  const proofs = limiter('proof', 10, quarterHour);
  const passwords = limiter('password', 10, hour);

  return {
    async beforeSignIn({ email, address }) {
      await consume(byAddress, network(address));
      await consume(byAccount, email.toLowerCase());
    },
    async afterSignIn({ email, address }) {
      await byAccount.delete(email.toLowerCase());
      await byAddress.reward(network(address));
    },
    async beforeRegister(address) {
      await consume(registrations, network(address));
    },
    async beforeReset({ email, address }) {
      await consume(resetsByAddress, network(address));
      await consume(resets, email.toLowerCase());
    },
    beforeLink: (address) => consume(links, network(address)),
    beforeAddressMail: (userId) => consume(addressMails, userId),
    beforeProof: (userId) => consume(proofs, userId),
    async afterProof(userId) {
      await proofs.reward(userId);
    },
    beforePassword: (userId) => consume(passwords, userId),
    beforeCall: countCalls(limiter),
  };
}

/** Buckets are made when their first call comes: a contract names them, and there are no more than it names. */
function countCalls(limiter: ReturnType<typeof limiters>): Limits['beforeCall'] {
  const buckets = new Map<string, ReturnType<typeof limiter>>();
  return async (bucket, { calls, seconds }, { userId, address }) => {
    const counted = buckets.get(bucket) ?? limiter(`call:${bucket}`, calls, seconds);
    buckets.set(bucket, counted);
    // A person and a network never share a key: no id holds a dot or a colon.
    await consume(counted, userId ?? network(address));
  };
}

function limiters(redis: Redis | Cluster | null, prefix: string) {
  return (name: string, points: number, duration: number) => {
    const keyPrefix = `${prefix}:limit:${name}`;
    if (!redis) return new RateLimiterMemory({ keyPrefix, points, duration });
    const insuranceLimiter = new RateLimiterMemory({ keyPrefix, points: points / 2, duration });
    return new RateLimiterRedis({ storeClient: redis, keyPrefix, points, duration, insuranceLimiter });
  };
}

const unlimited: Limits = {
  beforeSignIn: async () => {},
  afterSignIn: async () => {},
  beforeRegister: async () => {},
  beforeReset: async () => {},
  beforeLink: async () => {},
  beforeAddressMail: async () => {},
  beforeProof: async () => {},
  afterProof: async () => {},
  beforePassword: async () => {},
  beforeCall: async () => {},
};

async function consume(limiter: RateLimiterMemory | RateLimiterRedis, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    throw platformFailure('TOO_MANY_REQUESTS', { retryAfterSeconds: Math.ceil(error.msBeforeNext / 1000) });
  }
}

/** One household or server commonly holds a whole IPv6 /64: counting single addresses would count nothing. */
export function network(address: string): string {
  // A server that listens on both families sees an IPv4 address so, and a proxy in front of it writes it plainly.
  if (address.startsWith('::ffff:')) return address.slice('::ffff:'.length);
  if (!address.includes(':')) return address;
  const [head = '', tail = ''] = address.split('::');
  const groups = head.split(':').filter(Boolean);
  const missing = 8 - groups.length - tail.split(':').filter(Boolean).length;
  return [...groups, ...Array<string>(Math.max(missing, 0)).fill('0')].slice(0, 4).join(':');
}
