import { z } from 'zod';
import type { Signer } from '../auth/signer.ts';

const purpose = 'unsubscribe';
const Token = z.tuple([z.string(), z.string()]);

/** Who wants no more mails of which kind. */
export interface Unsubscription {
  readonly userId: string;
  readonly kind: string;
}

/**
 * Makes the address at which one person stops one kind of mail, without signing in.
 *
 * @remarks
 * It never expires: a mail lies around for years, and the link in it has to do what it says.
 */
export function unsubscribeUrl(signer: Signer, publicUrl: URL, { userId, kind }: Unsubscription): string {
  const url = new URL('/unsubscribe', publicUrl);
  url.searchParams.set('token', signer.sign(purpose, JSON.stringify([userId, kind])));
  return url.href;
}

/** Reads the token of such an address; null for one that we did not make. */
export function readUnsubscription(signer: Signer, token: string): Unsubscription | null {
  const text = signer.read(purpose, token);
  if (text === null) return null;
  const [userId, kind] = Token.parse(JSON.parse(text));
  return { userId, kind };
}
