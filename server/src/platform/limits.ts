import type { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { platformFailure } from './failure.ts';

const quarterHour = 900;
const hour = 3600;

/** Who tries to sign in, and from where. */
export interface SignInAttempt {
  readonly email: string;
  readonly address: string;
}

/** What one person, or for `search` one network, may do so often in so many seconds: far more than people do, and less than programs would. */
const allowances = {
  /** Each tells all followers of its author, and may send them mail. */
  publish: [60, hour],
  /** Each tells the author of an article, and everybody who reads it. */
  comment: [120, hour],
  /** Each is work for a moderator. */
  report: [30, hour],
  /** As one types, and the dearest of what anybody may ask. */
  search: [600, quarterHour / 3],
  /** Each is hashed, of which few go on at a time for everybody. */
  password: [10, hour],
} as const;

/** What is counted by itself, without regard to how it ends. */
export type LimitedAct = keyof typeof allowances;

/** The limits that stand outside any single procedure. */
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
   * Counts an upload.
   *
   * @throws TOO_MANY_REQUESTS after 100 of a person in an hour.
   */
  beforeUpload(userId: string): Promise<void>;
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
   * Counts something that is dear, or that others have to read.
   *
   * @param by the id of a person, or for `search` the caller's address.
   * @throws TOO_MANY_REQUESTS after as many as are allowed.
   */
  before(act: LimitedAct, by: string): Promise<void>;
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
  redis: Redis | null;
  prefix: string;
  enabled: boolean;
}): Limits {
  if (!enabled) return unlimited;
  const limiter = limiters(redis, prefix);
  const byAccount = limiter('account', 10, quarterHour);
  const byAddress = limiter('address', 50, quarterHour);
  const registrations = limiter('register', 20, hour);
  const uploads = limiter('upload', 100, hour);
  const resets = limiter('reset', 3, hour);
  const resetsByAddress = limiter('reset-address', 20, hour);
  const links = limiter('link', 30, quarterHour);
  const addressMails = limiter('address-mail', 5, hour);
  const proofs = limiter('proof', 10, quarterHour);

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
    async beforeUpload(userId) {
      await consume(uploads, userId);
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
    before: countActs(limiter),
  };
}

function countActs(limiter: ReturnType<typeof limiters>): Limits['before'] {
  const acts = new Map(
    Object.entries(allowances).map(([act, [points, duration]]) => [act, limiter(act, points, duration)]),
  );
  return async (act, by) => {
    const counted = acts.get(act);
    if (!counted) throw new Error(`Nothing is allowed of ${act}, though it is declared.`);
    await consume(counted, act === 'search' ? network(by) : by);
  };
}

function limiters(redis: Redis | null, prefix: string) {
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
  beforeUpload: async () => {},
  beforeReset: async () => {},
  beforeLink: async () => {},
  beforeAddressMail: async () => {},
  beforeProof: async () => {},
  afterProof: async () => {},
  before: async () => {},
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
function network(address: string): string {
  // A server that listens on both families sees an IPv4 address so, and a proxy in front of it writes it plainly.
  if (address.startsWith('::ffff:')) return address.slice('::ffff:'.length);
  if (!address.includes(':')) return address;
  const [head = '', tail = ''] = address.split('::');
  const groups = head.split(':').filter(Boolean);
  const missing = 8 - groups.length - tail.split(':').filter(Boolean).length;
  return [...groups, ...Array<string>(Math.max(missing, 0)).fill('0')].slice(0, 4).join(':');
}
