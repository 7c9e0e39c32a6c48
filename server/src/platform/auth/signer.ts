import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

/** Signs texts that leave the house and come back, such as the token of a link in a mail. */
export interface Signer {
  /** The text and its signature, fit for an address. Whoever holds it can read the text. */
  sign(purpose: string, text: string): string;
  /** The text, or null where the signature is not ours or was given for another purpose. */
  read(purpose: string, signed: string): string | null;
}

/** Makes a signer whose keys come from the product's secret, one for each purpose. */
export function createSigner(secret: string): Signer {
  const signatureOf = (purpose: string, text: string) =>
    createHmac('sha256', Buffer.from(hkdfSync('sha256', secret, '', `hybrid:${purpose}`, 32)))
      .update(text)
      .digest();
  return {
    sign: (purpose, text) =>
      `${Buffer.from(text).toString('base64url')}.${signatureOf(purpose, text).toString('base64url')}`,
    read(purpose, signed) {
      const [body = '', signature = '', ...more] = signed.split('.');
      const text = Buffer.from(body, 'base64url').toString();
      const given = Buffer.from(signature, 'base64url');
      const expected = signatureOf(purpose, text);
      if (more.length > 0 || given.length !== expected.length) return null;
      return timingSafeEqual(given, expected) ? text : null;
    },
  };
}
