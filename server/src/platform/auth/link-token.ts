import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Db, Tx } from '@hybrid/prisma';

/** What a link in a mail is for. */
export type LinkPurpose = 'verify-email' | 'reset-password';

/** Whose link it is; it counts as long as they have this address. */
interface Holder {
  readonly id: string;
  readonly email: string;
}

/** A link that is made. */
interface NewLink {
  readonly purpose: LinkPurpose;
  readonly user: Holder;
  readonly now: Date;
  readonly lifetimeMs: number;
}

/** A link that somebody holds out. */
interface HeldLink {
  readonly purpose: LinkPurpose;
  readonly token: string;
  readonly now: Date;
}

/**
 * Makes the token of a link; the database keeps a hash of it.
 *
 * @remarks
 * It is tied to the address that the mail goes to: after a change of it, the link stands for nothing.
 */
export async function issueLink(tx: Tx, { purpose, user, now, lifetimeMs }: NewLink): Promise<string> {
  const secret = randomBytes(32).toString('base64url');
  const { id } = await tx.verification.create({
    data: {
      identifier: identifierOf(purpose, user.id),
      value: hashOf(secret, user.email),
      expiresAt: new Date(now.getTime() + lifetimeMs),
    },
  });
  return `${id}.${secret}`;
}

/** Makes every link of a purpose that somebody was sent stand for nothing. */
export async function revokeLinks(tx: Tx, purpose: LinkPurpose, userId: string): Promise<void> {
  await tx.verification.deleteMany({ where: { identifier: identifierOf(purpose, userId) } });
}

/**
 * Uses a link, once, and with it all others of its purpose; locks its holder's row until the transaction ends.
 *
 * @returns whose it is, or null where it was used, is too old, or is none.
 */
export async function spendLink(tx: Tx, link: HeldLink): Promise<Holder | null> {
  const before = await holderOfLink(tx, link);
  if (!before) return null;
  await tx.$queryRaw`SELECT id FROM "user" WHERE id = ${before.id} FOR UPDATE`;
  // Read again: whoever came at the same moment waited for the row, and finds nothing left here.
  const user = await holderOfLink(tx, link);
  if (user) await revokeLinks(tx, link.purpose, user.id);
  return user;
}

/** Whose link it is, without using it; null where it was used, is too old, or is none. */
export async function holderOfLink(db: Db | Tx, { purpose, token, now }: HeldLink): Promise<Holder | null> {
  const [, id, secret] = /^([0-9a-f-]{36})\.([\w-]{43})$/.exec(token) ?? [];
  if (id === undefined || secret === undefined) return null;
  const row = await db.verification.findUnique({ where: { id, expiresAt: { gt: now } } });
  if (!row?.identifier.startsWith(`${purpose}:`)) return null;
  const userId = row.identifier.slice(purpose.length + 1);
  const user = await db.user.findUnique({ where: { id: userId }, select: { id: true, email: true } });
  return user && isEqual(row.value, hashOf(secret, user.email)) ? user : null;
}

function identifierOf(purpose: LinkPurpose, userId: string): string {
  return `${purpose}:${userId}`;
}

function hashOf(secret: string, email: string): string {
  return createHash('sha256').update(`${secret}:${email}`).digest('base64url');
}

function isEqual(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}
